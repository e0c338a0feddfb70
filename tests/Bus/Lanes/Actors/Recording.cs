using System.Collections.Concurrent;
using Akka.Actor;

namespace Bus.Tests.Lanes.Actors;

/// <summary>What an actor was told, by whom, and whether it has stopped.</summary>
public sealed class Recording
{
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<object> Messages { get; } = new();

    public ConcurrentQueue<IActorRef> Senders { get; } = new();

    public Task Stopped => _stopped.Task;

    public void Stop() => _stopped.TrySetResult();
}
