using Akka.Actor;
using Bus.Dispatch;
using Xunit;

namespace Bus.Tests.Dispatch;

/// <summary>The ends of actors, of the actor system and of lanes, in whatever order.</summary>
public sealed class ShutdownSpec() : LaneSpec("bus.lane-dispatcher.shutdown-timeout = 1ms")
{
    [Fact]
    public void The_dispatcher_is_found_by_its_id_and_takes_its_settings()
    {
        var dispatcher = Assert.IsType<LaneDispatcher>(System.Dispatchers.Lookup(LaneDispatcher.ConfigId));
        Assert.Equal(LaneDispatcher.ConfigId, dispatcher.Id);
        Assert.Equal(16, dispatcher.Throughput);
        Assert.Null(dispatcher.ThroughputDeadlineTime);
        Assert.Equal(TimeSpan.FromMilliseconds(1), dispatcher.ShutdownTimeout);
        Assert.Same(dispatcher, System.Dispatchers.Lookup(LaneDispatcher.ConfigId));
    }

    [Fact]
    public async Task It_can_be_used_again_after_its_last_actor_has_gone()
    {
        await using var lane = new TestLane(System, TestLane.Patient);
        for (var i = 0; i < 3; i++)
        {
            var actor = await SettledActor(lane);
            var stopped = actor.GracefulStop(Testing.Eventually.Patience);
            Assert.True(await stopped);
        }
    }

    [Fact]
    public async Task Without_a_lane_it_is_the_pool()
    {
        var actor = NewActor();
        var place = new TaskCompletionSource<bool>();
        actor.Tell((Action<IActorContext>)(_ => place.SetResult(Thread.CurrentThread.IsThreadPoolThread)));
        Assert.True(await place.Task.WaitAsync(Testing.Eventually.Patience));

        var scheduled = new TaskCompletionSource<bool>();
        System.Dispatchers.Lookup(LaneDispatcher.ConfigId).Schedule(() => scheduled.SetResult(Thread.CurrentThread.IsThreadPoolThread));
        Assert.True(await scheduled.Task.WaitAsync(Testing.Eventually.Patience));
    }

    [Fact]
    public async Task Other_work_than_mailboxes_goes_to_the_pool()
    {
        await using var lane = new TestLane(System, TestLane.Patient);
        var place = new TaskCompletionSource<bool>();
        lane.Deliver(() => System.Dispatchers.Lookup(LaneDispatcher.ConfigId)
            .Schedule(() => place.SetResult(Thread.CurrentThread.IsThreadPoolThread)));
        Assert.True(await place.Task.WaitAsync(Testing.Eventually.Patience));
    }

    [Fact]
    public async Task Actors_start_children_watch_and_stop_on_the_lane()
    {
        await using var lane = new TestLane(System, TestLane.Patient);
        var parent = await SettledActor(lane);
        var child = await MakeChild(lane, parent);
        var watcher = System.ActorOf(Props.Create(() => new WatcherActor(child)));

        lane.Tell(child, context => context.Stop(context.Self));

        Assert.Equal(child, await watcher.Ask<IActorRef>("who ended?", Testing.Eventually.Patience));
    }

    [Fact]
    public async Task The_actor_system_can_end_before_the_lane()
    {
        await using var lane = new TestLane(System, TestLane.Patient);
        var actor = await SettledActor(lane);
        for (var i = 0; i < 1_000; i++)
            lane.Tell(actor, context => context.Self.Tell((Action<IActorContext>)(_ => { })));
        lane.Deliver(() => _ = System.Terminate());

        await System.WhenTerminated.WaitAsync(Testing.Eventually.Patience);
        lane.Tell(actor, _ => { });
        await lane.Pass();
    }

    [Fact]
    public async Task No_step_follows_the_last_one_and_what_it_has_delivered_is_run()
    {
        var lane = new TestLane(System, TestLane.Patient);
        var actor = await SettledActor(lane);
        var seen = 0;
        for (var i = 0; i < 1_000; i++)
            lane.Tell(actor, _ => Interlocked.Increment(ref seen));
        await lane.DisposeAsync();

        await Testing.Eventually.True("all messages", () => Volatile.Read(ref seen) == 1_000);
        Assert.Equal(0, lane.StepsAfterEnd);
    }

    private static async Task<IActorRef> MakeChild(TestLane lane, IActorRef parent)
    {
        var made = new TaskCompletionSource<IActorRef>();
        lane.Tell(parent, context => made.SetResult(context.ActorOf(OnTheLane)));
        return await lane.Settle(await made.Task.WaitAsync(Testing.Eventually.Patience));
    }

    private sealed class WatcherActor : ReceiveActor, IWithUnboundedStash
    {
        private IActorRef? _ended;

        public WatcherActor(IActorRef watched)
        {
            Context.Watch(watched);
            Receive<Terminated>(it =>
            {
                _ended = it.ActorRef;
                Stash.UnstashAll();
            });
            Receive<string>(_ =>
            {
                if (_ended is null)
                    Stash.Stash();
                else
                    Sender.Tell(_ended);
            });
        }

        public IStash Stash { get; set; } = null!;
    }
}
