using Akka.Actor;

namespace Bus.Remoting.Tests.Actors;

/// <summary>Answers a number with a text of so many letters.</summary>
public sealed class InflatingActor : ReceiveActor
{
    public InflatingActor() => Receive<int>(size => Sender.Tell(new string('x', size)));
}
