using Akka.Actor;

namespace Bus.Remoting.Tests.Actors;

/// <summary>Tells a <see cref="MatchmakerActor"/> to send something to somebody on behalf of whoever asks.</summary>
/// <param name="Who">Where to send it.</param>
/// <param name="What">What to send.</param>
public sealed record AskSomeone(IActorRef Who, string What);
