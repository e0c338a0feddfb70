using System.Diagnostics.CodeAnalysis;

namespace Bus.Dispatch;

/// <summary>
/// Notices lanes whose thread is blocked by an actor. One thread for the whole process: it sleeps without a time limit while no lane runs
/// mailboxes, and looks at all lanes every few milliseconds while some do. It is not a timer of the pool, which may be what the actors
/// block.
/// </summary>
/// <remarks>
/// <code>
///   lane, for each mailbox                    watchdog, after some quiet looks
///   1. word := Running     (release)          1. armed := 0
///   2. armed is 0: set it, wake               2. barrier in all threads of the process
///   3. run the mailbox                        3. a word is Running: arm again
/// </code>
/// The lane's way has no fence of its own: the barrier of the watchdog, which is rare, comes either before the lane's step 2, which then
/// sees the 0, or after the lane's step 1, which the watchdog then sees. <c>_armed</c> is set to 1 by any lane, to 0 by the watchdog.
/// <c>_lanes</c> and <c>_periodTicks</c> are replaced under the lock and read without it; a look at a lane that was just removed finds it
/// ended.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "It lives as long as the process.")]
internal sealed class LaneWatchdog
{
    /// <summary>Looks without a mailbox run before the watchdog sleeps. Waking it costs a lane some microseconds.</summary>
    private const int QuietLooks = 4;

    private static readonly Lazy<LaneWatchdog> Process = new(StartForProcess);

    private readonly object _lock = new();
    private readonly AutoResetEvent _wake = new(false);
    private LaneWatch[] _lanes = [];
    private long _periodTicks = TimeSpan.TicksPerMillisecond;
    private int _armed;

    /// <summary>The one with the thread.</summary>
    public static LaneWatchdog Shared => Process.Value;

    public bool IsArmed => Volatile.Read(ref _armed) == 1;

    /// <summary>Two looks within the shortest <c>blocked-after</c>, but a millisecond at least.</summary>
    private TimeSpan Period => new(Volatile.Read(ref _periodTicks));

    public void Add(LaneWatch lane)
    {
        lock (_lock)
            Replace([.. _lanes, lane]);
    }

    public void Remove(LaneWatch lane)
    {
        lock (_lock)
            Replace(Array.FindAll(_lanes, other => other != lane));
    }

    /// <summary>To be called by a lane after it has said that it runs a mailbox.</summary>
    public void EnsureArmed()
    {
        if (Volatile.Read(ref _armed) == 0)
            Arm();
    }

    /// <summary>One look at all lanes. The watchdog's thread only.</summary>
    /// <param name="elapsed">That the watchdog has waited since the last look, or since it was woken.</param>
    /// <returns>Whether any lane has run a mailbox since the last look.</returns>
    internal bool Look(TimeSpan elapsed)
    {
        var active = false;
        foreach (var lane in Volatile.Read(ref _lanes))
            active |= lane.Look(elapsed);
        return active;
    }

    /// <summary>The end of looking, unless a lane runs a mailbox at this very moment. The watchdog's thread only.</summary>
    internal void Disarm()
    {
        Volatile.Write(ref _armed, 0);
        Interlocked.MemoryBarrierProcessWide();
        if (Array.Exists(Volatile.Read(ref _lanes), lane => lane.IsInMailbox))
            Arm();
    }

    private static LaneWatchdog StartForProcess()
    {
        var watchdog = new LaneWatchdog();
        new Thread(watchdog.Run, maxStackSize: 256 * 1024) { IsBackground = true, Name = "bus-watchdog" }.UnsafeStart();
        return watchdog;
    }

    private void Arm()
    {
        if (Interlocked.Exchange(ref _armed, 1) == 0)
            _wake.Set();
    }

    private void Run()
    {
        while (true)
        {
            _wake.WaitOne();
            var quiet = 0;
            while (quiet < QuietLooks)
            {
                var period = Period;
                if (!_wake.WaitOne(period)) // Woken, it is to sleep for another period.
                    quiet = Look(period) ? 0 : quiet + 1;
            }

            Disarm();
        }
    }

    private void Replace(LaneWatch[] lanes)
    {
        var shortest = lanes.Length == 0 ? 0 : lanes.Min(lane => lane.BlockedAfter.Ticks);
        // Whole milliseconds: a sleep knows no others.
        var milliseconds = (shortest / 2 + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;
        var ticks = Math.Max(milliseconds, 1) * TimeSpan.TicksPerMillisecond;
        Volatile.Write(ref _lanes, lanes);
        if (ticks == _periodTicks)
            return;
        Volatile.Write(ref _periodTicks, ticks);
        _wake.Set(); // It may be in the middle of a long period.
    }
}
