using System.Collections.Concurrent;
using Akka.Actor;

namespace Bus.Tests.Lanes.Actors;

/// <summary>Notes how long each message was.</summary>
public sealed class LengthActor : ReceiveActor
{
    public LengthActor(ConcurrentQueue<int> lengths) => Receive<byte[]>(bytes => lengths.Enqueue(bytes.Length));
}
