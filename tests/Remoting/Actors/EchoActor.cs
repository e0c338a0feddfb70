using Akka.Actor;

namespace Bus.Remoting.Tests.Actors;

/// <summary>Sends every message back to its sender.</summary>
public sealed class EchoActor : UntypedActor
{
    /// <inheritdoc/>
    protected override void OnReceive(object message) => Sender.Tell(message);
}
