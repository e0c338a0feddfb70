using Akka.Actor;

namespace Bus.Tests.Lanes.Actors;

/// <summary>Answers each message, which is a number of generations and a ballast, with two of the next generation.</summary>
public sealed class SplittingActor : ReceiveActor
{
    public SplittingActor(Action onMessage) => Receive<string>(message =>
    {
        onMessage();
        var colon = message.IndexOf(':', StringComparison.Ordinal);
        var generations = int.Parse(message.AsSpan(0, colon));
        if (generations == 0)
            return;
        var next = $"{generations - 1}{message[colon..]}";
        Sender.Tell(next);
        Sender.Tell(next);
    });
}
