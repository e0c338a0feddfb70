using Akka.Actor;

namespace Bus.Remoting.Tests.Actors;

/// <summary>Answers <c>ping</c> with the reference of who asked, and everything else with itself.</summary>
public sealed class WhoAsksActor : UntypedActor
{
    /// <inheritdoc/>
    protected override void OnReceive(object message) =>
        Sender.Tell(message is "ping" ? new Pong(Sender) : message);
}
