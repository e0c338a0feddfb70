using System.Text;
using Akka.Actor;
using Akka.Remote;
using Bus.Telemetry;

namespace Bus.Classic;

/// <summary>Where envelopes go from one address of this system to one peer.</summary>
/// <param name="Envelopes">What takes them there.</param>
/// <param name="From">This system's address; UTF-8.</param>
/// <param name="Unlinked">What is measured of those that are sent before there is an association.</param>
internal sealed record EnvelopeRoute(RemoteActorRef Envelopes, byte[] From, LinkTelemetry Unlinked)
{
    private readonly int _bytesAround = AkkaFrame.MostAround + Encoding.UTF8.GetByteCount(Envelopes.Path.ToSerializationFormat());

    /// <summary>What Akka.Remote writes around an envelope, at most.</summary>
    public int BytesAround(IActorRef? sender) =>
        _bytesAround + (sender is null ? 0 : Encoding.UTF8.GetByteCount(sender.Path.ToSerializationFormatWithAddress(Envelopes.LocalAddressToUse)));

    public static EnvelopeRoute Create(Address from, Address to, RemoteActorRefProvider provider, string system) => new(
        new RemoteActorRef(provider.Transport, from, new RootActorPath(to) / "temp" / EnvelopeRef.Name, ActorRefs.Nobody, Props.None, Deploy.None),
        Encoding.UTF8.GetBytes(from.ToString()), new LinkTelemetry(new LinkKey(system, to.ToString(), "none")));
}
