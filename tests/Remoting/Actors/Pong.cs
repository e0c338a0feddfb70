using Akka.Actor;

namespace Bus.Remoting.Tests.Actors;

/// <summary>The answer to a ping.</summary>
/// <param name="Asker">Who asked, as seen by who answered.</param>
public sealed record Pong(IActorRef Asker);
