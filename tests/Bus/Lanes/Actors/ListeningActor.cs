using System.Collections.Concurrent;
using Akka.Actor;

namespace Bus.Tests.Lanes.Actors;

/// <summary>Notes everything that it is told, and the end of whom it watches.</summary>
public sealed class ListeningActor : UntypedActor
{
    private readonly ConcurrentQueue<object> _seen;

    public ListeningActor(ConcurrentQueue<object> seen, IActorRef watched)
    {
        _seen = seen;
        Context.Watch(watched);
    }

    protected override void OnReceive(object message) => _seen.Enqueue(message);
}
