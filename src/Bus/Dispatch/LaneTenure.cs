using System.Diagnostics;
using System.Runtime.CompilerServices;
using Akka.Dispatch;
using Bus.Transports.Links;

namespace Bus.Dispatch;

/// <summary>
/// One thread's time as the reader of a lane: it steps, works off the run queue, steps again, until the lane ends or the role is taken
/// from it while it is in a mailbox.
/// </summary>
/// <remarks>
/// Everything here is used by its own thread alone. <c>_word</c> is what this thread has last stored in the <see cref="RoleWord"/>; when
/// the role has been taken, it stays in the state <see cref="RoleWord.Running"/>, so that every later swap fails.
/// </remarks>
internal sealed class LaneTenure(LaneThread lane, long word)
{
    [ThreadStatic]
    private static LaneTenure? _current;

    private readonly AmbientState _ambient = new();
    private long _word = word;

    /// <summary>The tenure of this thread. It may be over.</summary>
    public static LaneTenure? Current => _current;

    /// <summary>
    /// Whether the last batch of frames was for actors that run here. The answer to what they have told is worth to be looked for; what goes to
    /// the pool anyway only comes in smaller batches if somebody looks.
    /// </summary>
    public bool HasRunActors { get; private set; }

    /// <summary>Puts a mailbox on the run queue. Only on the thread of this tenure.</summary>
    /// <returns>False if it belongs on the pool: the role has been taken, the mailbox is a slow one, or the queue is full.</returns>
    public bool TryAppend(Mailbox mailbox)
    {
        if (RoleWord.StateOf(_word) == RoleWord.Reading)
            return Append(mailbox);
        if (!lane.Role.TryChange(_word, RoleWord.In(_word, RoleWord.Touching)))
            return false;
        var appended = Append(mailbox);
        lane.Role.Store(_word); // Publishes the queue to whoever takes the role.
        return appended;
    }

    /// <summary>Returns when this thread no longer holds the role.</summary>
    /// <returns>True if the lane has ended, false if the role was taken.</returns>
    public bool Hold()
    {
        _current = this;
        // What the holder before has told, also to others, must not wait for it.
        var cork = lane.Recork();
        Cork.Current = cork;
        // What was held up behind an actor that blocked has waited long enough.
        lane.LeaveQueueToPool();
        while (lane.Step())
        {
            _ambient.Restore();
            if (!WorkOff())
            {
                Cork.Current = null;
                return false;
            }

            cork.Flush();
        }

        cork.Close();
        Cork.Current = null;
        lane.LeaveQueueToPool();
        _current = null;
        return true;
    }

    private bool Append(Mailbox mailbox) =>
        lane.History.MayRunInline(RuntimeHelpers.GetHashCode(mailbox)) && lane.Queue.TryAppend(mailbox);

    /// <summary>A loop, never a recursion: a mailbox that schedules others, or itself, appends to the queue.</summary>
    private bool WorkOff()
    {
        HasRunActors = !lane.Queue.IsEmpty;
        if (!HasRunActors)
            return true;
        var start = Stopwatch.GetTimestamp();
        var before = start;
        while (lane.Queue.TryTake(out var mailbox))
        {
            var hash = RuntimeHelpers.GetHashCode(mailbox);
            if (!TryRun(mailbox, hash, out var messages))
                return false;
            var now = Stopwatch.GetTimestamp();
            lane.History.Record(hash, (now - before) / messages);
            if (now - start >= lane.BudgetTicks)
                lane.LeaveQueueToPool();
            before = now;
        }

        return true;
    }

    /// <returns>False if the role was taken meanwhile: nothing of the lane may be touched any more.</returns>
    private bool TryRun(Mailbox mailbox, int hash, out int messages)
    {
        messages = 1;
        lane.RunningHash = hash;
        _word = RoleWord.NextRun(_word);
        lane.Role.Store(_word); // Publishes the queue and the hash. See the watchdog for what this store and its flag pair with.
        lane.Watchdog.EnsureArmed();
        try
        {
            messages = Math.Clamp(mailbox.MessageQueue.Count, 1, Math.Max(1, mailbox.Dispatcher.Throughput) + 1);
            mailbox.Run();
        }
        catch (Exception problem)
        {
            // An actor's own exceptions go to its supervisor; what comes out here is a broken mailbox queue. The lane has others to serve.
            lane.ReportEscaped(problem);
        }

        _ambient.Restore();
        var reading = RoleWord.In(_word, RoleWord.Reading);
        if (!lane.Role.TryChange(_word, reading))
            return false;
        _word = reading;
        return true;
    }
}
