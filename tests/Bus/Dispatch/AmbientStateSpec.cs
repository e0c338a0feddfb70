using System.Globalization;
using Akka.Actor;
using Akka.Actor.Internal;
using Xunit;

namespace Bus.Tests.Dispatch;

/// <summary>An actor leaves nothing on the thread for the next one, or for the reader.</summary>
public sealed class AmbientStateSpec : LaneSpec
{
    private static readonly AsyncLocal<string?> Local = new();

    [Fact]
    public async Task Async_locals_and_the_culture_end_with_the_turn() => await LeavesNothing(
        () =>
        {
            Local.Value = "left behind";
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("");
        },
        () => Local.Value);

    [Fact]
    public async Task A_suppressed_flow_ends_with_the_turn() => await LeavesNothing(
        () => _ = ExecutionContext.SuppressFlow(),
        () => ExecutionContext.IsFlowSuppressed() ? "suppressed" : null);

    [Fact]
    public async Task A_synchronization_context_ends_with_the_turn() => await LeavesNothing(
        () => SynchronizationContext.SetSynchronizationContext(new SynchronizationContext()),
        () => SynchronizationContext.Current);

    [Fact]
    public async Task The_current_actor_ends_with_the_turn()
    {
        await using var lane = new TestLane(System, TestLane.Patient);
        var actor = await SettledActor(lane);
        Assert.Equal(actor, await lane.Run(actor, () => InternalCurrentActorCellKeeper.Current?.Self));
        Assert.Null(await lane.Pass(() => InternalCurrentActorCellKeeper.Current));
    }

    [Fact]
    public async Task What_the_starter_of_the_lane_has_does_not_flow_into_it()
    {
        Local.Value = "the starter's";
        await using var lane = new TestLane(System, TestLane.Patient);
        Assert.Null(await lane.Pass(() => Local.Value));
    }

    [Fact]
    public async Task An_asynchronous_handler_goes_on_where_its_actor_is()
    {
        await using var lane = new TestLane(System, TestLane.Patient);
        var actor = await SettledActor(lane);
        var seen = new List<int>();
        Func<IActorContext, Task> first = async context =>
        {
            await Task.Yield();
            seen.Add(1);
            await Task.Delay(1);
            seen.Add(ActorCell.GetCurrentSelfOrNoSender()?.Equals(context.Self) == true ? 2 : -2);
        };
        lane.Deliver(() => actor.Tell(first));
        await lane.Run(actor, () =>
        {
            seen.Add(3);
            return true;
        });

        Assert.Equal([1, 2, 3], seen);
    }

    /// <summary>Neither to an actor of the same batch, nor to the step.</summary>
    private async Task LeavesNothing(Action leave, Func<object?> look)
    {
        await using var lane = new TestLane(System, TestLane.Patient);
        var first = await lane.Settle(NewActor());
        var second = await SettledActor(lane);
        object? found = "not run";
        lane.Deliver(() =>
        {
            first.Tell((Action<IActorContext>)(_ => leave()));
            second.Tell((Action<IActorContext>)(_ => found = look()));
        });

        Assert.Null(await lane.Pass(look));
        Assert.Null(found);
    }
}
