using Akka.Actor;

namespace Bus.Board;

/// <summary>A part of the bus as Akka.Remote addresses it.</summary>
internal sealed class PartActor(Action<object, IActorRef> handler) : UntypedActor
{
    protected override void OnReceive(object message) => handler(message, Sender);
}
