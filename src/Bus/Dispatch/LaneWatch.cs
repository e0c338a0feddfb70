using Akka.Event;

namespace Bus.Dispatch;

/// <summary>What the watchdog knows of one lane: the run that it has seen last, for how long, and when it has complained.</summary>
/// <remarks>
/// Used by the watchdog's thread alone. It adds up the times between its looks instead of reading a clock: after a pause of the whole
/// process every run looks old by the clock.
/// </remarks>
internal sealed class LaneWatch(LaneThread lane, string name, LaneThreadSettings settings, ILoggingAdapter log)
{
    private long _seen;
    private TimeSpan _seenFor;
    private long _complained = -1000;
    private int _leftOut;

    public TimeSpan BlockedAfter => settings.BlockedAfter;

    /// <summary>Whether a mailbox runs on the lane's thread right now.</summary>
    public bool IsInMailbox => RoleWord.IsInMailbox(lane.Role.Read());

    /// <summary>Looks whether an actor blocks the lane, and has the role taken if so.</summary>
    /// <param name="elapsed">Since the last look.</param>
    /// <returns>Whether a mailbox runs, or has run since the last look.</returns>
    public bool Look(TimeSpan elapsed)
    {
        var word = lane.Role.Read();
        var active = word != _seen || RoleWord.IsInMailbox(word);
        _seenFor = RoleWord.IsSameRun(word, _seen) ? _seenFor + elapsed : TimeSpan.Zero;
        _seen = word;
        // While it touches the queue the role cannot be taken; that is over by the next look.
        if (_seenFor >= settings.BlockedAfter && RoleWord.StateOf(word) == RoleWord.Running)
            Replace(word);
        return active;
    }

    private void Replace(long word)
    {
        if (lane.IsBeingReplaced)
            return;
        var held = lane.HeldThreads;
        if (held >= settings.MaxBlockedThreads)
        {
            Complain($"{held} threads of lane {name} are blocked by actors, and bus.lane-dispatcher.max-blocked-threads allows no more: "
                + "the lane stands still until one of them returns. Actors that block belong on another dispatcher");
            return;
        }

        try
        {
            lane.StartSuccessor(word);
            Complain($"An actor has kept the thread of lane {name} for more than {settings.BlockedAfter.TotalMilliseconds} ms; "
                + "another thread reads on. Actors that block or compute for long belong on another dispatcher");
        }
        catch (Exception problem) when (problem is OutOfMemoryException or ThreadStartException)
        {
            Complain($"An actor blocks lane {name}, and no thread can be started to read on: {problem.Message}");
        }
    }

    /// <summary>At most once a second, and on the pool: a logger that blocks must not stop the watchdog.</summary>
    private void Complain(string warning)
    {
        var now = Environment.TickCount64;
        if (now - _complained < 1000)
        {
            _leftOut++;
            return;
        }

        var text = _leftOut == 0 ? warning : $"{warning} ({_leftOut} more such warnings were left out)";
        _complained = now;
        _leftOut = 0;
        ThreadPool.UnsafeQueueUserWorkItem(static it => it.log.Warning("{0}", it.text), (log, text), preferLocal: false);
    }
}
