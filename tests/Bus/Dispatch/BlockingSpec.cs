using Akka.Actor;
using Akka.Event;
using Bus.Dispatch;
using Xunit;

namespace Bus.Tests.Dispatch;

/// <summary>The fourth hazard: an actor that blocks the thread that would have to read what it waits for.</summary>
public sealed class BlockingSpec : LaneSpec
{
    private static readonly LaneThreadSettings Watched = TestLane.Patient with { BlockedAfter = TimeSpan.FromMilliseconds(10) };

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task An_actor_may_wait_for_an_answer_that_comes_over_the_same_lane(int askers)
    {
        await using var lane = new TestLane(System, Watched);
        var peer = System.ActorOf(Props.Create(() => new PeerActor(lane)));
        var actors = new List<IActorRef>();
        for (var i = 0; i < askers; i++)
            actors.Add(await SettledActor(lane));
        var generation = lane.Thread.Generation;

        var answers = await Task.WhenAll(actors.Select(actor =>
        {
            var answer = new TaskCompletionSource<string>();
            lane.Tell(actor, _ =>
            {
                var asked = peer.Ask<string>("question", Testing.Eventually.Patience);
                asked.Wait();
                answer.SetResult(asked.Result);
            });
            return answer.Task.WaitAsync(Testing.Eventually.Patience);
        }));

        Assert.All(answers, answer => Assert.Equal("answer to question", answer));
        Assert.InRange(lane.Thread.Generation, generation + 1, int.MaxValue);
        await Testing.Eventually.True("no thread is held", () => lane.Thread.HeldThreads == 0);
        Assert.Equal(0, lane.Overlaps);
    }

    [Fact]
    public async Task An_actor_may_compute_until_a_later_message_stops_it()
    {
        await using var lane = new TestLane(System, Watched);
        var actor = await SettledActor(lane);
        var stop = false;
        var stopped = new TaskCompletionSource();
        lane.Tell(actor, _ =>
        {
            while (!Volatile.Read(ref stop))
                Thread.SpinWait(100);
            stopped.SetResult();
        });
        lane.Deliver(() => Volatile.Write(ref stop, true));

        await stopped.Task.WaitAsync(Testing.Eventually.Patience);
    }

    [Fact]
    public async Task What_waits_behind_it_is_run_while_it_blocks()
    {
        await using var lane = new TestLane(System, Watched);
        var blocker = await SettledActor(lane);
        var others = new List<IActorRef>();
        for (var i = 0; i < 20; i++)
            others.Add(await SettledActor(lane));
        using var gate = new ManualResetEventSlim();
        using var done = new CountdownEvent(others.Count);
        var returned = new TaskCompletionSource();

        lane.Deliver(() =>
        {
            blocker.Tell((Action<IActorContext>)(_ =>
            {
                gate.Wait();
                returned.SetResult();
            }));
            others.ForEach(actor => actor.Tell((Action<IActorContext>)(_ => done.Signal())));
        });

        Assert.True(done.Wait(Testing.Eventually.Patience));
        Assert.Equal(1, lane.Thread.HeldThreads);
        Assert.False(returned.Task.IsCompleted);
        gate.Set();
        await returned.Task.WaitAsync(Testing.Eventually.Patience);
    }

    [Fact]
    public async Task A_thread_that_has_lost_the_role_leaves_its_mailboxes_to_the_pool_and_ends()
    {
        await using var lane = new TestLane(System, Watched);
        var blocker = await SettledActor(lane);
        var told = await SettledActor(lane);
        using var gate = new ManualResetEventSlim();
        var place = new TaskCompletionSource<bool>();
        Thread? held = null;
        lane.Tell(blocker, _ =>
        {
            held = Thread.CurrentThread;
            gate.Wait();
            told.Tell((Action<IActorContext>)(_ => place.SetResult(Thread.CurrentThread.IsThreadPoolThread)));
        });
        await lane.Pass(); // Another thread reads by now.
        gate.Set();

        Assert.True(await place.Task.WaitAsync(Testing.Eventually.Patience));
        Assert.True(held!.Join(Testing.Eventually.Patience));
        Assert.Equal(0, lane.Thread.HeldThreads);
        await lane.Settle(told);
    }

    [Fact]
    public async Task An_actor_that_has_blocked_goes_to_the_pool_from_then_on()
    {
        await using var lane = new TestLane(System, Watched with { SlowHandler = TimeSpan.FromHours(1) });
        var blocker = await SettledActor(lane);
        using var gate = new ManualResetEventSlim();
        lane.Tell(blocker, _ => gate.Wait());
        await lane.Pass();
        gate.Set();
        await Testing.Eventually.True("no thread is held", () => lane.Thread.HeldThreads == 0);

        for (var i = 0; i < 100; i++)
            Assert.False(await lane.Run(blocker, () => TestLane.IsThisThread));
    }

    [Fact]
    public async Task The_lane_can_end_while_an_actor_blocks()
    {
        var lane = new TestLane(System, Watched);
        var blocker = await SettledActor(lane);
        using var gate = new ManualResetEventSlim();
        Thread? held = null;
        lane.Tell(blocker, _ =>
        {
            held = Thread.CurrentThread;
            gate.Wait();
        });
        await lane.DisposeAsync();
        Assert.False(gate.IsSet);

        gate.Set();
        Assert.True(held!.Join(Testing.Eventually.Patience));
        var next = new TaskCompletionSource<bool>();
        blocker.Tell((Action<IActorContext>)(_ => next.SetResult(Thread.CurrentThread.IsThreadPoolThread)));
        Assert.True(await next.Task.WaitAsync(Testing.Eventually.Patience));
        Assert.Equal(0, lane.StepsAfterEnd);
    }

    [Fact]
    public async Task A_patient_lane_that_has_gone_does_not_make_the_watchdog_patient_with_others()
    {
        await using (var patient = new TestLane(System, TestLane.Patient))
            await SettledActor(patient);
        await using var lane = new TestLane(System, Watched);
        var blocker = await SettledActor(lane);
        using var gate = new ManualResetEventSlim();
        lane.Tell(blocker, _ => gate.Wait());
        await lane.Pass();
        gate.Set();
    }

    [Fact]
    public async Task It_is_logged()
    {
        var warnings = Listen<Warning>();
        await using var lane = new TestLane(System, Watched, name: "named-lane");
        var blocker = await SettledActor(lane);
        using var gate = new ManualResetEventSlim();
        lane.Tell(blocker, _ => gate.Wait());
        await lane.Pass();
        gate.Set();

        await Testing.Eventually.True("the warning", () => warnings.Has("named-lane"));
    }

    /// <summary>Answers over the lane, as a peer in another process would.</summary>
    private sealed class PeerActor : ReceiveActor
    {
        public PeerActor(TestLane lane) => Receive<string>(question =>
        {
            var asker = Sender;
            lane.Deliver(() => asker.Tell("answer to " + question));
        });
    }
}
