using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Actor;
using Xunit;

namespace Bus.Tests.Dispatch;

/// <summary>The second hazard: a lane's thread that works for actors does not read, and works alone.</summary>
public sealed class BudgetSpec : LaneSpec
{
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task What_is_queued_beyond_the_budget_goes_to_the_pool()
    {
        await using var lane = new TestLane(System, TestLane.Patient with { TimeBudget = TimeSpan.FromMicroseconds(50) });
        var actors = new List<IActorRef>();
        for (var i = 0; i < 10; i++)
            actors.Add(await SettledActor(lane));
        var inline = new ConcurrentQueue<bool>();
        using var done = new CountdownEvent(actors.Count);

        lane.Deliver(() => actors.ForEach(actor => actor.Tell((Action<IActorContext>)(_ =>
        {
            inline.Enqueue(TestLane.IsThisThread);
            Work();
            done.Signal();
        }))));

        Assert.True(done.Wait(Testing.Eventually.Patience));
        Assert.Single(inline, it => it);
    }

    [Fact]
    public async Task An_actor_does_not_spend_the_budget_of_the_next_batch()
    {
        await using var lane = new TestLane(System, TestLane.Patient with { TimeBudget = TimeSpan.Zero });
        var busy = await SettledActor(lane);
        using var stop = new ManualResetEventSlim();
        using var stopped = new ManualResetEventSlim();

        void GoOn(IActorContext context)
        {
            if (stop.IsSet)
                stopped.Set();
            else
                context.Self.Tell((Action<IActorContext>)GoOn);
        }

        lane.Tell(busy, GoOn);
        await lane.Pass(() =>
        {
            stop.Set();
            return true;
        });
        Assert.True(stopped.Wait(Testing.Eventually.Patience));
    }

    [Fact]
    public async Task A_slow_actor_goes_to_the_pool_and_a_quick_one_stays()
    {
        await using var lane = new TestLane(System, TestLane.Patient with { SlowHandler = TimeSpan.FromMicroseconds(500) });
        var slow = await SettledActor(lane);
        var inline = new List<bool>();
        for (var i = 0; i < 10; i++)
        {
            inline.Add(await lane.Run(slow, () =>
            {
                Work();
                return TestLane.IsThisThread;
            }));
        }

        // Fewer on the lane if the machine has made an earlier turn slow.
        Assert.All(inline.Skip(2), Assert.False);
        await SettledActor(lane); // Ends only if somebody else's messages are handled on the lane's thread.
    }

    [Fact]
    public async Task Messages_keep_their_order_while_an_actor_moves_between_the_lane_and_the_pool()
    {
        const int batches = 200;
        const int inBatch = 100;
        await using var lane = new TestLane(System, TestLane.Patient with { TimeBudget = TimeSpan.Zero });
        var actor = await SettledActor(lane);
        var seen = new List<int>();
        var places = new HashSet<bool>();
        var done = new TaskCompletionSource();

        void See(int number)
        {
            seen.Add(number);
            places.Add(TestLane.IsThisThread);
            Thread.SpinWait(number % 7 * 10);
            if (number == batches * inBatch - 1)
                done.SetResult();
        }

        for (var i = 0; i < batches; i++)
        {
            var first = i * inBatch;
            lane.Deliver(() =>
            {
                for (var number = first; number < first + inBatch; number++)
                {
                    var it = number;
                    actor.Tell((Action<IActorContext>)(_ => See(it)));
                }
            });
        }

        await done.Task.WaitAsync(Testing.Eventually.Patience);
        Assert.Equal(Enumerable.Range(0, batches * inBatch), seen);
        Assert.Equal(2, places.Count);
    }

    private static void Work()
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < Long)
            Thread.SpinWait(20);
    }
}
