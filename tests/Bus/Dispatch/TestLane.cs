using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;
using Bus.Dispatch;

namespace Bus.Tests.Dispatch;

/// <summary>A lane whose frames are delegates.</summary>
internal sealed class TestLane : IAsyncDisposable
{
    private readonly BlockingCollection<Action> _batches = [];
    private int _inStep;

    public TestLane(ActorSystem system, LaneThreadSettings settings, LaneWatchdog? watchdog = null, string name = "test-lane") =>
        Thread = LaneThread.Start(name, Step, settings, Logging.GetLogger(system, "lane"), watchdog);

    /// <summary>Everything inline, and nobody is ever taken for blocked or slow.</summary>
    public static LaneThreadSettings Patient { get; } = new()
    {
        TimeBudget = TimeSpan.FromHours(1),
        SlowHandler = Timeout.InfiniteTimeSpan,
        BlockedAfter = TimeSpan.FromHours(1),
        MaxBlockedThreads = 16,
    };

    public static bool IsThisThread => LaneTenure.Current is not null;

    public LaneThread Thread { get; }

    /// <summary>Steps that ran beside another one.</summary>
    public int Overlaps { get; private set; }

    /// <summary>Steps after the one that said that the lane is at its end.</summary>
    public int StepsAfterEnd { get; private set; }

    private bool Ended { get; set; }

    public void Deliver(Action batch) => _batches.Add(batch);

    public void Tell(IActorRef actor, Action<IActorContext> work) => Deliver(() => actor.Tell(work));

    /// <summary>Completes in a later step: what the batches before have queued has been worked off by then, or is on the pool.</summary>
    public Task<T> Pass<T>(Func<T> look)
    {
        var passed = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Deliver(() => passed.SetResult(look()));
        return passed.Task.WaitAsync(Testing.Eventually.Patience);
    }

    public Task Pass() => Pass(() => true);

    /// <summary>Has the work done by an actor that was told by this lane, and returns after its turn.</summary>
    public async Task<T> Run<T>(IActorRef actor, Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Tell(actor, _ => done.SetResult(work()));
        var result = await done.Task.WaitAsync(Testing.Eventually.Patience);
        await Pass();
        return result;
    }

    /// <summary>Until the turn on the pool that an actor begins its life with is over for certain: from then on it runs on the lane
    /// only.</summary>
    public async Task<IActorRef> Settle(IActorRef actor)
    {
        while (!await Run(actor, () => IsThisThread))
        {
        }

        return actor;
    }

    public void Close() => _batches.CompleteAdding();

    public async ValueTask DisposeAsync()
    {
        Close();
        await Thread.Completion.WaitAsync(Testing.Eventually.Patience);
    }

    private bool Step()
    {
        if (Interlocked.Exchange(ref _inStep, 1) == 1)
            Overlaps++;
        if (Ended)
            StepsAfterEnd++;
        var more = _batches.TryTake(out var batch, Timeout.Infinite);
        batch?.Invoke();
        Ended = !more;
        Volatile.Write(ref _inStep, 0);
        return more;
    }
}
