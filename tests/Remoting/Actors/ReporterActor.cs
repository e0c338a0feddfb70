using Akka.Actor;

namespace Bus.Remoting.Tests.Actors;

/// <summary>Forwards everything to one actor.</summary>
/// <param name="target">That actor.</param>
public sealed class ReporterActor(IActorRef target) : UntypedActor
{
    /// <inheritdoc/>
    protected override void OnReceive(object message) => target.Forward(message);
}
