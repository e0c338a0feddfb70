using Akka.Actor;

namespace Bus.Testing.Actors;

/// <summary>Sends everything back.</summary>
public sealed class EchoActor : ReceiveActor
{
    public EchoActor() => ReceiveAny(message => Sender.Tell(message, Self));
}
