using System.Diagnostics;
using Akka.Event;
using Bus.Dispatch;
using Xunit;

namespace Bus.Tests.Dispatch;

/// <summary>The watchdog, looking when the test says so.</summary>
public sealed class WatchdogSpec : LaneSpec
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(5);

    private static readonly LaneThreadSettings Watched = TestLane.Patient with { BlockedAfter = 2 * Period };

    private readonly LaneWatchdog _watchdog = new();

    [Fact]
    public async Task It_is_armed_by_mailboxes_and_by_nothing_else()
    {
        await using var lane = new TestLane(System, Watched, _watchdog);
        await lane.Pass();
        await lane.Pass();
        Assert.False(_watchdog.IsArmed);

        var actor = await SettledActor(lane);
        Assert.True(_watchdog.IsArmed);
        Assert.True(_watchdog.Look(Period));
        Assert.False(_watchdog.Look(Period));
        _watchdog.Disarm();
        Assert.False(_watchdog.IsArmed);

        await lane.Run(actor, () => true);
        Assert.True(_watchdog.IsArmed);
    }

    [Fact]
    public async Task It_stays_armed_while_a_mailbox_runs()
    {
        await using var lane = new TestLane(System, TestLane.Patient, _watchdog);
        var actor = await SettledActor(lane);
        using var gate = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        lane.Tell(actor, _ =>
        {
            entered.Set();
            gate.Wait();
        });
        Assert.True(entered.Wait(Testing.Eventually.Patience));

        _watchdog.Disarm();
        Assert.True(_watchdog.IsArmed);
        Assert.True(_watchdog.Look(Period));
        Assert.True(_watchdog.Look(Period));
        gate.Set();
        await lane.Pass();
        Assert.Equal(0, lane.Thread.Generation);
    }

    [Fact]
    public async Task It_takes_several_looks_at_the_same_run()
    {
        await using var lane = new TestLane(System, Watched, _watchdog);
        var actor = await SettledActor(lane);
        for (var i = 0; i < 100; i++)
        {
            await lane.Run(actor, () => _watchdog.Look(Period));
            _watchdog.Look(Period);
        }

        Assert.Equal(0, lane.Thread.Generation);
    }

    [Fact]
    public async Task Blocked_threads_are_limited_in_number()
    {
        var warnings = Listen<Warning>();
        await using var lane = new TestLane(System, Watched with { MaxBlockedThreads = 1 }, _watchdog);
        using var first = new ManualResetEventSlim();
        using var second = new ManualResetEventSlim();
        using var entered = new SemaphoreSlim(0);
        var actors = new[] { await SettledActor(lane), await SettledActor(lane) };
        foreach (var (actor, gate) in actors.Zip([first, second]))
        {
            lane.Tell(actor, _ =>
            {
                entered.Release();
                gate.Wait();
            });
        }

        Assert.True(entered.Wait(Testing.Eventually.Patience));
        LookUntil(() => lane.Thread.Generation == 1);
        Assert.True(entered.Wait(Testing.Eventually.Patience));
        for (var i = 0; i < 100; i++)
            _watchdog.Look(Period);
        Assert.Equal(1, lane.Thread.Generation);
        await Testing.Eventually.True("a warning that says what to do", () =>
        {
            _watchdog.Look(Period);
            return warnings.Has("max-blocked-threads");
        });

        first.Set();
        LookUntil(() => lane.Thread.Generation == 2);
        await lane.Pass();
        second.Set();
        await Testing.Eventually.True("no thread is held", () => lane.Thread.HeldThreads == 0);
    }

    [Fact]
    public async Task Ten_thousand_blocked_actors_leave_one_thread_and_few_warnings()
    {
        const int cycles = 10_000;
        const string name = "cycled-lane";
        var warnings = Listen<Warning>();
        var started = Stopwatch.GetTimestamp();
        await using var lane = new TestLane(System, Watched, _watchdog, name);
        var actor = await SettledActor(lane);
        using var gate = new SemaphoreSlim(0);
        using var entered = new SemaphoreSlim(0);
        var most = 0;
        for (var i = 0; i < cycles; i++)
        {
            lane.Tell(actor, _ =>
            {
                entered.Release();
                gate.Wait();
            });
            Assert.True(entered.Wait(Testing.Eventually.Patience));
            LookUntil(() => lane.Thread.Generation == i + 1);
            gate.Release();
            LookUntil(() => lane.Thread.HeldThreads == 0);
            if (i % 100 == 0)
                most = Math.Max(most, ThreadsNamed.Count(name));
        }

        await Testing.Eventually.True("one thread", () => ThreadsNamed.Count(name) == 1);
        Assert.InRange(most, 1, 10);
        Assert.InRange(warnings.Count, 1, 1 + (int)Stopwatch.GetElapsedTime(started).TotalSeconds);
        Assert.Equal(0, lane.Overlaps);
    }

    private void LookUntil(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(
        () =>
        {
            _watchdog.Look(Period);
            return condition();
        },
        Testing.Eventually.Patience));
}
