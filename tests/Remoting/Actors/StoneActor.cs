using Akka.Actor;

namespace Bus.Remoting.Tests.Actors;

/// <summary>Forwards everything to one actor, and tells it when it has stopped.</summary>
public sealed class StoneActor : UntypedActor
{
    private readonly string _name;
    private readonly IActorRef _target;

    /// <param name="name">The name under which it reports.</param>
    /// <param name="target">To whom it forwards.</param>
    /// <param name="child">The name of a child of the same kind, if it is to have one.</param>
    public StoneActor(string name, IActorRef target, string? child = null)
    {
        _name = name;
        _target = target;
        if (child is not null) Context.ActorOf(Props.Create(() => new StoneActor(child, target, null)), child);
    }

    /// <inheritdoc/>
    protected override void OnReceive(object message) => _target.Forward(message);

    /// <inheritdoc/>
    protected override void PostStop() => _target.Tell($"{_name} stopped");
}
