using System.Collections.Concurrent;
using Akka.Actor;
using Bus.DeathWatch;
using Bus.Testing;
using Bus.Testing.Lanes;
using Bus.Tests.Lanes.Actors;
using Xunit;

namespace Bus.Tests.Lanes;

/// <summary>No peer waits for another one.</summary>
public sealed class FairnessTests : LaneTests
{
    private static readonly string Slow = $$"""
        akka.actor {
          serializers.gated = "{{typeof(GatedSerializer).AssemblyQualifiedName}}"
          serialization-bindings { "{{typeof(Gated).AssemblyQualifiedName}}" = gated }
        }
        """;

    [Fact]
    public async Task A_peer_that_stands_still_does_not_delay_another()
    {
        var near = Start("Near", "bus.lanes.outbox-limit = 1 MiB");
        var still = await StartPeer();
        var other = await StartPeer();
        await near.EchoAnswers(still.Address!);
        await near.EchoAnswers(other.Address!);
        await still.Stop();
        using var enough = new CancellationTokenSource();
        var target = near.Find(still.Address!, "/user/sequence");
        var flood = Task.Run(() =>
        {
            for (var i = 0; !enough.IsCancellationRequested; i++)
                target.Tell(i, ActorRefs.NoSender);
        });
        await Eventually.True("the lane is full", () => near.Lanes.Drops.Dropped > 0);
        var echo = near.Find(other.Address!, "/user/echo");
        for (var i = 0; i < 200; i++)
            Assert.Equal(i, await echo.Ask<int>(i, Eventually.Patience));
        await enough.CancelAsync();
        await flood;
        still.Continue();
    }

    [Fact]
    public async Task Two_peers_that_flood_each_other_get_everything()
    {
        const int Count = 60_000;
        const int Senders = 3;
        var near = Start("Near", "bus.lanes.overflow = buffer");
        var far = Start("Far", "bus.lanes.overflow = buffer");
        SequenceLog here = new(), there = new();
        far.Echo();
        await near.EchoAnswers(far.Address);
        await far.IsOpenTo(near.Address);
        IActorRef atFar = near.Find(far, far.Sequence(there)), atNear = far.Find(near, near.Sequence(here));
        await Task.WhenAll(
            Flood.Start(atFar, Flood.Senders(near.System, Senders), Count),
            Flood.Start(atNear, Flood.Senders(far.System, Senders), Count));
        await Eventually.True("all have arrived", () => here.Received + there.Received == 2 * Senders * Count);
        Assert.Equal(SequenceReport.Whole(Senders, Count), here.Report);
        Assert.Equal(SequenceReport.Whole(Senders, Count), there.Report);
    }

    /// <summary>The readers run the actors, and the actors fill channels that nobody but these readers empties.</summary>
    [Theory]
    [InlineData("memfd")]
    [InlineData("unix")]
    public async Task Readers_that_run_actors_do_not_wait_for_each_other_when_both_channels_are_full(string mechanism)
    {
        const int Generations = 13;
        const int Everything = (1 << (Generations + 1)) - 1;
        var settings = $"akka.remote.ipc {{ mechanism = {mechanism}, ring.capacity = 4 KiB, socket.send-buffer-size = 4 KiB }}";
        var near = Start("Near", settings);
        var far = Start("Far", settings);
        far.Echo();
        await near.EchoAnswers(far.Address);
        var handled = 0;
        var props = Props.Create(() => new SplittingActor(() => Interlocked.Increment(ref handled))).WithDispatcher("bus.lane-dispatcher");
        var first = near.System.ActorOf(props);
        near.Find(far, far.System.ActorOf(props)).Tell($"{Generations}:{new string('x', 1000)}", first);
        await Eventually.True("all generations have been", () => Volatile.Read(ref handled) == Everything);
    }

    [Fact]
    public async Task A_slow_deserializer_holds_up_its_own_association_only()
    {
        var far = Start("Far", Slow);
        far.Echo();
        var slow = Start("Slow", Slow);
        var quick = Start("Quick", Slow);
        await slow.EchoAnswers(far.Address);
        await quick.EchoAnswers(far.Address);
        using var gate = GatedSerializer.Close();
        var behind = new Recording();
        var target = slow.Find(far, far.System.ActorOf(Props.Create(() => new RecordingActor(behind))));
        target.Tell(new Gated("gated"));
        target.Tell("behind it");
        await Eventually.True("the reader stands at the gate", () => GatedSerializer.IsWaiting);
        var echo = quick.Find(far.Address, "/user/echo");
        for (var i = 0; i < 200; i++)
            Assert.Equal(i, await echo.Ask<int>(i, Eventually.Patience));
        Assert.Empty(behind.Messages);
        gate.Set();
        await Eventually.True("both have arrived", () => behind.Messages.Count == 2);
        Assert.Equal([new Gated("gated"), "behind it"], behind.Messages);
    }

    [Fact]
    public async Task The_end_of_a_peer_waits_for_its_large_message_but_not_for_longer_than_the_next_incarnation()
    {
        var far = Start("Far", Slow);
        var near = Start("Near", Slow);
        far.Echo();
        await near.EchoAnswers(far.Address);
        var peer = await MessageBus.Get(far.System).WhenPeerUp("Near").WaitAsync(Eventually.Patience);
        var told = new ConcurrentQueue<object>();
        var feed = new DeathWatchFeed(far.System.ActorOf(Props.Create(() => new CollectingActor<object>(told))), far.Lanes);
        var behind = new Recording();
        using var gate = GatedSerializer.Close();
        near.Find(far, far.System.ActorOf(Props.Create(() => new RecordingActor(behind)))).Tell(new Gated(new string('x', 80_000)));
        await Eventually.True("the pool stands at the gate", () => GatedSerializer.IsWaiting);
        near.PeerAt(far).OnQuarantined(far.Uid);
        await Eventually.True("the lane has ended", () => far.PeerAt(near).LaneCount == 0);

        feed.OnDown(peer, PeerDownReason.Crashed);
        await Task.Delay(200);
        Assert.Empty(told);
        feed.OnUp(peer with { Incarnation = "1" });
        await Eventually.True("the next one is there", () => told.OfType<StopWaiting>().Any());
        Assert.Equal([new PeerGone(near.Address), new StopWaiting(near.Address)], told);

        feed.OnDown(peer, PeerDownReason.Crashed);
        await Task.Delay(200);
        Assert.Equal(2, told.Count);
        Assert.Empty(behind.Messages);
        gate.Set();
        await Eventually.True("it is told", () => told.Count == 3);
        await Eventually.True("the message is there", () => behind.Messages.Count == 1);
        await Task.Delay(200);
        Assert.Equal(3, told.Count);
    }
}
