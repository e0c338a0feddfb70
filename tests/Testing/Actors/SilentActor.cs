using Akka.Actor;

namespace Bus.Testing.Actors;

/// <summary>Does nothing: messages are sent in its name.</summary>
public sealed class SilentActor : ReceiveActor
{
    public SilentActor() => ReceiveAny(_ => { });
}
