using System.Collections.Concurrent;
using Akka.Actor;

namespace Bus.Tests.Lanes.Actors;

/// <summary>Keeps what it is told.</summary>
public sealed class CollectingActor<T> : ReceiveActor
{
    public CollectingActor(ConcurrentQueue<T> seen) => Receive<T>(seen.Enqueue);
}
