using Akka.Actor;

namespace Bus.Tests.Lanes.Actors;

/// <summary>Says 0, 1, 2, ... to whoever tells it how many, and stops.</summary>
public sealed class LastWordsActor : ReceiveActor
{
    public LastWordsActor() => Receive<int>(count =>
    {
        for (var i = 0; i < count; i++)
            Sender.Tell(i, Self);
        Context.Stop(Self);
    });
}
