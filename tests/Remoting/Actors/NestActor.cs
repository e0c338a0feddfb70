using Akka.Actor;

namespace Bus.Remoting.Tests.Actors;

/// <summary>Has one child, which forwards everything to one actor, and answers every message with the child.</summary>
public sealed class NestActor : UntypedActor
{
    private readonly IActorRef _child;

    /// <param name="target">To whom the child forwards.</param>
    public NestActor(IActorRef target) => _child = Context.ActorOf(Props.Create(() => new ReporterActor(target)), "child");

    /// <inheritdoc/>
    protected override void OnReceive(object message) => Sender.Tell(_child);
}
