using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Actor;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace Bus.Telemetry;

/// <summary>The queue of a <see cref="TracedMailbox"/>.</summary>
/// <remarks>
/// Any thread adds; one at a time takes: the one that runs the mailbox. <c>_running</c> and <c>_thread</c> are written by it. The message before is done when the
/// next is asked for; or, at the end of a turn, when the mailbox asks on the same thread whether there are more.
/// </remarks>
internal sealed class TracedQueue(IActorRef owner) : IMessageQueue, IUnboundedMessageQueueSemantics
{
    private static readonly TagList ProcessTags = new()
    {
        { "messaging.system", "akka.bus" },
        { "messaging.operation.name", "process" },
        { "messaging.operation.type", "process" },
    };

    private readonly ConcurrentQueue<(Envelope Envelope, Activity? Origin)> _queue = new();
    private volatile Activity? _running;
    private volatile int _thread;

    public int Count => _queue.Count;

    public bool HasMessages
    {
        get
        {
            if (_running is not null && _thread == Environment.CurrentManagedThreadId)
                End();
            return !_queue.IsEmpty;
        }
    }

    public void Enqueue(IActorRef receiver, Envelope envelope) => _queue.Enqueue((envelope, Instruments.Origin));

    public bool TryDequeue(out Envelope envelope)
    {
        if (_running is not null)
            End();
        var found = _queue.TryDequeue(out var next);
        envelope = next.Envelope;
        if (next.Origin is { } origin)
            Begin(origin);
        return found;
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        if (_running is not null)
            End();
        while (_queue.TryDequeue(out var left))
            deadletters.Enqueue(owner, left.Envelope);
    }

    private void Begin(Activity origin)
    {
        // Whatever was left by code that ran on this thread before is none of this message's business.
        Activity.Current = null;
        _running = Tags.Start("process", ActivityKind.Consumer, origin.Context, owner, ProcessTags);
        _thread = Environment.CurrentManagedThreadId;
    }

    private void End()
    {
        _running?.Dispose();
        _running = null;
    }
}
