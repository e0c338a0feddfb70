using Akka.Actor;
using Akka.Remote;
using Bus.Peers;

namespace Bus.DeathWatch;

/// <summary>
/// Akka.Remote's failure detectors, which are not asked about a peer whose control socket is open: it is there, however long it is silent. They decide about
/// all others: systems that were never there, and those behind another transport.
/// </summary>
internal sealed class PresenceDetectors(IFailureDetectorRegistry<Address> detectors, PeerTable peers) : IFailureDetectorRegistry<Address>
{
    public bool IsAvailable(Address resource) => peers.All.ContainsKey(resource) || detectors.IsAvailable(resource);

    public bool IsMonitoring(Address resource) => detectors.IsMonitoring(resource);

    public void Heartbeat(Address resource) => detectors.Heartbeat(resource);

    public void Remove(Address resource) => detectors.Remove(resource);

    public void Reset() => detectors.Reset();
}
