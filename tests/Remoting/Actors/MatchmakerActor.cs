using Akka.Actor;

namespace Bus.Remoting.Tests.Actors;

/// <summary>Sends what it is told to whom it is told, with whoever told it as the sender.</summary>
public sealed class MatchmakerActor : ReceiveActor
{
    public MatchmakerActor() => Receive<AskSomeone>(ask => ask.Who.Tell(ask.What, Sender));
}
