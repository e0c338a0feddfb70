using Akka.Actor;
using Akka.Event;
using Xunit;

namespace Bus.Tests.Dispatch;

/// <summary>What fails on a lane's thread does not take the lane with it.</summary>
public sealed class FailureSpec()
    : LaneSpec($"broken-mailbox {{ mailbox-type = \"{typeof(BrokenMailbox).AssemblyQualifiedName}\" }}")
{
    [Fact]
    public async Task An_actor_that_throws_is_restarted_and_runs_on_the_same_thread()
    {
        await using var lane = new TestLane(System, TestLane.Patient);
        var actor = await SettledActor(lane);
        var thread = await lane.Run(actor, () => Environment.CurrentManagedThreadId);

        lane.Tell(actor, _ => throw new InvalidOperationException("on purpose"));
        await lane.Settle(actor);

        Assert.Equal(thread, await lane.Run(actor, () => Environment.CurrentManagedThreadId));
    }

    [Fact]
    public async Task A_mailbox_that_throws_is_logged_and_the_others_are_run()
    {
        var errors = Listen<Error>();
        await using var lane = new TestLane(System, TestLane.Patient, name: "unharmed");
        var broken = await SettledActor(lane, OnTheLane.WithMailbox("broken-mailbox"));
        var other = await SettledActor(lane);
        var thread = await lane.Run(other, () => Environment.CurrentManagedThreadId);
        var heard = new TaskCompletionSource<int>();

        lane.Deliver(() =>
        {
            broken.Tell(BrokenMailbox.Bomb);
            other.Tell((Action<IActorContext>)(_ => heard.SetResult(Environment.CurrentManagedThreadId)));
        });

        Assert.Equal(thread, await heard.Task.WaitAsync(Testing.Eventually.Patience));
        await Testing.Eventually.True("the error", () => errors.Has("unharmed"));
        Assert.True(await lane.Run(broken, () => TestLane.IsThisThread));
    }

    [Fact]
    public async Task A_step_that_throws_ends_the_lane_and_its_mailboxes_go_to_the_pool()
    {
        var errors = Listen<Error>();
        var lane = new TestLane(System, TestLane.Patient, name: "broken-lane");
        var actor = await SettledActor(lane);
        var place = new TaskCompletionSource<bool>();
        lane.Deliver(() =>
        {
            actor.Tell((Action<IActorContext>)(_ => place.SetResult(Thread.CurrentThread.IsThreadPoolThread)));
            throw new InvalidOperationException("on purpose");
        });
        lane.Deliver(() => throw new InvalidOperationException("never called"));

        var problem = await Assert.ThrowsAsync<InvalidOperationException>(
            () => lane.Thread.Completion.WaitAsync(Testing.Eventually.Patience));
        Assert.Equal("on purpose", problem.Message);
        Assert.True(await place.Task.WaitAsync(Testing.Eventually.Patience));
        await Testing.Eventually.True("the error", () => errors.Has("broken-lane"));
    }
}
