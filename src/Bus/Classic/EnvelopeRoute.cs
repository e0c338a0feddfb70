using System.Text;
using Akka.Actor;
using Akka.Remote;
using Bus.Telemetry;

namespace Bus.Classic;

/// <summary>Where envelopes for one peer go.</summary>
/// <param name="Envelopes">What takes them there.</param>
/// <param name="From">This system's address, for that peer; UTF-8.</param>
/// <param name="Unlinked">What is measured of those that are sent before there is an association.</param>
internal sealed record EnvelopeRoute(RemoteActorRef Envelopes, byte[] From, LinkTelemetry Unlinked)
{
    private readonly int _bytesAround = AkkaFrame.MostAround + Encoding.UTF8.GetByteCount(Envelopes.Path.ToSerializationFormat());

    /// <summary>What Akka.Remote writes around an envelope, at most.</summary>
    public int BytesAround(IActorRef? sender) => _bytesAround +
        (sender is null or Nobody ? 0 : Encoding.UTF8.GetByteCount(sender.Path.ToSerializationFormatWithAddress(Envelopes.LocalAddressToUse)));

    public static EnvelopeRoute To(Address peer, RemoteActorRefProvider provider, string system)
    {
        var local = provider.Transport.LocalAddressForRemote(peer);
        var path = new RootActorPath(peer) / "temp" / EnvelopeRef.Name;
        return new EnvelopeRoute(
            new RemoteActorRef(provider.Transport, local, path, ActorRefs.Nobody, Props.None, Deploy.None), Encoding.UTF8.GetBytes(local.ToString()),
            new LinkTelemetry(new LinkKey(system, peer.ToString(), "none")));
    }
}
