using Akka.Actor;
using Akka.Remote;
using Bus.Delivery;
using Bus.Telemetry;

namespace Bus.Classic;

/// <summary>Messages go the classic way, with their trace. For systems without lanes.</summary>
internal sealed class ClassicTransport(ClassicWay classic, ExtendedActorSystem system, RemoteActorRefProvider provider) : FrontTransport(system, provider)
{
    public override void Send(object message, IActorRef sender, RemoteActorRef recipient) =>
        classic.Send(classic.Wrap(new Outgoing(message, sender, recipient, Instruments.Origin)));
}
