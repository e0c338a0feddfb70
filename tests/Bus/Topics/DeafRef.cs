using Akka.Actor;

namespace Bus.Tests.Topics;

/// <summary>Costs nothing.</summary>
internal sealed class DeafRef(string name) : MinimalActorRef
{
    public override ActorPath Path { get; } = new RootActorPath(new Address("akka", "Deaf")) / name;

    public override IActorRefProvider Provider => throw new NotSupportedException();

    protected override void TellInternal(object message, IActorRef sender)
    {
    }
}
