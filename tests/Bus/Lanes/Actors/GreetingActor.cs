using Akka.Actor;

namespace Bus.Tests.Lanes.Actors;

/// <summary>Greets whoever is introduced to it, and sends the introduction back.</summary>
public sealed class GreetingActor : ReceiveActor
{
    public GreetingActor() => Receive<Introduction>(introduction =>
    {
        introduction.Who.Tell("hello");
        foreach (var friend in introduction.Friends)
            friend.Tell("hello, friend");
        Sender.Tell(introduction);
    });
}
