using Akka.Actor;

namespace Bus.Remoting.Tests.Actors;

/// <summary>Takes every message and answers none.</summary>
public sealed class SilentActor : UntypedActor
{
    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
    }
}
