using Akka.Actor;

namespace Bus.Tests.Board;

/// <summary>Passes messages on, some not at all and some twice.</summary>
public sealed class BadWay(string to, int lostPercent, int doubledPercent) : UntypedActor
{
    private readonly Random _random = new(lostPercent);

    protected override void OnReceive(object message)
    {
        if (_random.Next(100) < lostPercent)
            return;
        Context.ActorSelection(to).Tell(message, Sender);
        if (_random.Next(100) < doubledPercent)
            Context.ActorSelection(to).Tell(message, Sender);
    }
}
