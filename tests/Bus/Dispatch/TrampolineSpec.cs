using System.Diagnostics;
using Akka.Actor;
using Xunit;

namespace Bus.Tests.Dispatch;

/// <summary>The first hazard: mailboxes that schedule each other must not nest.</summary>
public sealed class TrampolineSpec : LaneSpec
{
    private const int Hits = 200_000;
    private const int LookEvery = 1_000;

    [Fact]
    public async Task A_long_rally_stays_on_one_thread_and_at_one_depth()
    {
        await using var lane = new TestLane(System, TestLane.Patient);
        var players = new[] { await SettledActor(lane), await SettledActor(lane) };
        var depths = new HashSet<int>();
        var threads = new HashSet<int>();
        var over = new TaskCompletionSource();
        var left = Hits;

        void Hit(IActorContext context)
        {
            threads.Add(Environment.CurrentManagedThreadId);
            if (left % LookEvery == 0)
                depths.Add(new StackTrace().FrameCount);
            if (--left == 0)
                over.SetResult();
            else
                players[left % 2].Tell((Action<IActorContext>)Hit);
        }

        lane.Tell(players[0], Hit);
        await over.Task.WaitAsync(Testing.Eventually.Patience);

        Assert.Single(threads);
        Assert.Single(depths);
    }

    [Fact]
    public async Task An_actor_that_tells_itself_takes_turns_with_others()
    {
        await using var lane = new TestLane(System, TestLane.Patient);
        var talker = await SettledActor(lane);
        var listener = await SettledActor(lane);
        var talk = 0;
        var talkWhenHeard = 0;

        void Talk(IActorContext context)
        {
            if (++talk < Hits)
                context.Self.Tell((Action<IActorContext>)Talk);
        }

        lane.Deliver(() =>
        {
            talker.Tell((Action<IActorContext>)Talk);
            listener.Tell((Action<IActorContext>)(_ => talkWhenHeard = talk));
        });
        var talkAtTheEnd = await lane.Pass(() => talk);

        Assert.Equal(Hits, talkAtTheEnd);
        Assert.InRange(talkWhenHeard, 1, 100);
    }
}
