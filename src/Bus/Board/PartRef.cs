using Akka.Actor;

namespace Bus.Board;

/// <summary>A part of the bus as lanes address it: its handler runs where the message arrives, without a mailbox.</summary>
internal sealed class PartRef(string name, IActorRefProvider provider, Action<object, IActorRef> handler) : MinimalActorRef
{
    public override ActorPath Path { get; } = provider.RootPath / "system" / name;

    public override IActorRefProvider Provider => provider;

    protected override void TellInternal(object message, IActorRef sender) => handler(message, sender);
}
