using Akka.Actor;

namespace Bus.Tests.Lanes.Actors;

/// <summary>Forwards everything.</summary>
public sealed class ForwardingActor : ReceiveActor
{
    public ForwardingActor(IActorRef to) => ReceiveAny(to.Forward);
}
