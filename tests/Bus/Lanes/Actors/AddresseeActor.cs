using Akka.Actor;

namespace Bus.Tests.Lanes.Actors;

/// <summary>Checks that a message says its sender's name and this one's.</summary>
public sealed class AddresseeActor : ReceiveActor
{
    public AddresseeActor(AddresseeLog log) => Receive<string>(text => log.Add(text == $"{Sender.Path.Name} {Self.Path.Name}"));
}
