using Akka.Event;
using Bus.Transports.Links;

namespace Bus.Dispatch;

/// <summary>
/// The role of reading one lane. A background thread holds it; when an actor blocks that thread, the watchdog starts another one, which
/// takes the role over. At any time one thread at most steps, uses the run queue and the history.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term><see cref="Role"/></term><description>holder and successor write, the watchdog reads; <see cref="RoleWord"/> says
/// how.</description></item>
/// <item><term><see cref="Queue"/>, <see cref="History"/>, <see cref="RunningHash"/>, <c>_failure</c>, <c>_cork</c>, the state of the
/// step</term><description>the holder's; handed over by the swap of the word.</description></item>
/// <item><term><c>_held</c></term><description>added to by a thread that has taken the role, subtracted from by the thread that has lost
/// it when its actor returns: interlocked, since either may come first. Read by the watchdog.</description></item>
/// <item><term><c>_replacing</c></term><description>set by the watchdog before it starts a successor; cleared by the successor with a
/// release store after it has counted in <c>_held</c>, so that the watchdog never counts too few.</description></item>
/// </list>
/// </remarks>
internal sealed class LaneThread
{
    /// <summary>Mailboxes. More of them are not worked off within a budget of some 50 us anyway.</summary>
    private const int QueueCapacity = 512;

    private readonly string _name;
    private readonly Func<bool> _step;
    private readonly ILoggingAdapter _log;
    private readonly LaneWatch _watch;
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _held;
    private int _replacing;
    private Exception? _failure;
    private Cork? _cork;

    /// <summary>Not a property: it is changed in place.</summary>
    internal RoleWord Role;

    private LaneThread(string name, Func<bool> step, LaneThreadSettings settings, ILoggingAdapter log, LaneWatchdog watchdog)
    {
        _name = name;
        _step = step;
        _log = log;
        Watchdog = watchdog;
        BudgetTicks = settings.BudgetTicks;
        History = new InlineHistory(settings.SlowTicks);
        _watch = new LaneWatch(this, name, settings, log);
    }

    /// <summary>
    /// Completes when the step has said that the lane is at its end: no step runs or will run. A failed step's exception is its own.
    /// Threads whose actors block may still be there, and never come back to the lane.
    /// </summary>
    public Task Completion => _completion.Task;

    /// <summary>Threads that have lost the role and are still in the actor that blocked them.</summary>
    public int HeldThreads => Math.Max(0, Volatile.Read(ref _held));

    /// <summary>How often the role has changed hands.</summary>
    public int Generation => RoleWord.GenerationOf(Role.Read());

    internal RunQueue Queue { get; } = new(QueueCapacity);

    internal InlineHistory History { get; }

    internal LaneWatchdog Watchdog { get; }

    internal long BudgetTicks { get; }

    /// <summary>Identity hash of the mailbox that runs, or ran last.</summary>
    internal int RunningHash { get; set; }

    internal bool IsBeingReplaced => Volatile.Read(ref _replacing) == 1;

    /// <summary>Starts the thread, which calls the step at once.</summary>
    /// <param name="name">Of the lane, for its threads and the log.</param>
    /// <param name="step">
    /// Waits for one batch of frames and delivers it; false at the end of the lane, and it is not called again. Always called by one
    /// thread at a time, each call seeing what the ones before have written; not always by the same thread. It must not wait for space in
    /// an outgoing channel, nor for an actor: the role can be taken while a mailbox runs, never out of the middle of a step.
    /// </param>
    /// <param name="settings">From the section <c>bus.lane-dispatcher</c>.</param>
    /// <param name="log">For actors that block, and steps and mailboxes that fail.</param>
    /// <param name="watchdog">By default the one of the process.</param>
    public static LaneThread Start(
        string name, Func<bool> step, LaneThreadSettings settings, ILoggingAdapter log, LaneWatchdog? watchdog = null)
    {
        var lane = new LaneThread(name, step, settings, log, watchdog ?? LaneWatchdog.Shared);
        lane.Watchdog.Add(lane._watch);
        try
        {
            lane.NewThread(() => lane.Hold(lane.Role.Read())).UnsafeStart();
        }
        catch
        {
            lane.Watchdog.Remove(lane._watch);
            throw;
        }

        return lane;
    }

    /// <summary>Starts a thread that takes the role, unless the run ends first. The watchdog's thread only.</summary>
    /// <param name="blocked">The word of the run that lasts too long.</param>
    /// <exception cref="OutOfMemoryException">The thread could not be started; the role stays where it is.</exception>
    internal void StartSuccessor(long blocked)
    {
        Volatile.Write(ref _replacing, 1);
        try
        {
            NewThread(() => TakeOver(blocked)).UnsafeStart();
        }
        catch
        {
            Volatile.Write(ref _replacing, 0);
            throw;
        }
    }

    /// <returns>False at the end of the lane.</returns>
    internal bool Step()
    {
        try
        {
            return _step();
        }
        catch (Exception problem)
        {
            _log.Error(problem, "The reader of lane {0} has failed; the lane ends", _name);
            _failure = problem;
            return false;
        }
    }

    /// <summary>A cork for a new holder of the role; that of the one before is closed. Only the holder.</summary>
    internal Cork Recork()
    {
        _cork?.Close();
        return _cork = new Cork();
    }

    /// <summary>In order, as far as a pool has one.</summary>
    internal void LeaveQueueToPool()
    {
        while (Queue.TryTake(out var mailbox))
            ThreadPool.UnsafeQueueUserWorkItem(mailbox, preferLocal: false);
    }

    internal void ReportEscaped(Exception problem) => _log.Error(problem, "A mailbox has thrown on the thread of lane {0}", _name);

    /// <summary>
    /// Without the caller's execution context: <see cref="Thread.UnsafeStart()"/>. With the stack of any thread: serializers and actors may go deep.
    /// </summary>
    private Thread NewThread(ThreadStart run) => new(run) { IsBackground = true, Name = _name };

    private void TakeOver(long blocked)
    {
        var word = RoleWord.NextGeneration(blocked);
        // First: whoever sees the new generation also sees the thread that is held, and its end cannot be counted before.
        Interlocked.Increment(ref _held);
        var taken = Role.TryChange(blocked, word);
        if (!taken)
            Interlocked.Decrement(ref _held);
        Volatile.Write(ref _replacing, 0);
        if (!taken)
            return;
        History.Banish(RunningHash);
        Hold(word);
    }

    private void Hold(long word)
    {
        if (!new LaneTenure(this, word).Hold())
        {
            Interlocked.Decrement(ref _held);
            return;
        }

        Role.Store(RoleWord.In(word, RoleWord.Ended));
        Watchdog.Remove(_watch);
        if (_failure is null)
            _completion.SetResult();
        else
            _completion.SetException(_failure);
    }
}
