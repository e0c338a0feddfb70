using Akka.Actor;
using Bus.Lanes;
using Bus.Testing;
using Bus.Testing.Lanes;
using Bus.Tests.Lanes.Actors;
using Xunit;

namespace Bus.Tests.Lanes;

/// <summary>A lane that is closed in agreement while everybody sends: each message arrives once and in order.</summary>
public sealed class ClosingTests : LaneTests
{
    private const int Closes = 200;

    [Theory]
    [InlineData("memfd", false)]
    [InlineData("memfd", true)]
    [InlineData("unix", false)]
    [InlineData("unix", true)]
    public async Task Nothing_is_lost_doubled_or_overtaken(string mechanism, bool bothClose)
    {
        var settings = $"akka.remote.ipc.mechanism = {mechanism}";
        var near = Start("Near", settings);
        var far = Start("Far", settings);
        SequenceLog here = new(), there = new();
        IActorRef atFar = near.Find(far, far.Sequence(there)), atNear = far.Find(near, near.Sequence(here));
        using var enough = new CancellationTokenSource();
        var outward = Flood.Pour(atFar, Flood.Senders(near.System, 3), there, enough.Token);
        var homeward = Flood.Pour(atNear, Flood.Senders(far.System, 3), here, enough.Token);
        for (var i = 0; i < Closes; i++)
        {
            await near.IsOpenTo(far.Address);
            near.PeerAt(far).Close();
            if (bothClose)
                far.PeerAt(near).Close();
        }

        await enough.CancelAsync();
        var sentOut = await outward;
        var sentHome = await homeward;
        await Eventually.True("all have arrived", () => there.Received == sentOut && here.Received == sentHome);
        Assert.Equal(new SequenceReport(sentOut, 3, 0, 0, null), there.Report);
        Assert.Equal(new SequenceReport(sentHome, 3, 0, 0, null), here.Report);
        Assert.Equal((0, 0), (near.Lanes.Drops.Dropped, far.Lanes.Drops.Dropped));
        Assert.InRange(near.PeerAt(far).LaneCount, 0, 2);
    }

    [Fact]
    public async Task A_large_message_under_way_and_what_waits_for_it_arrive_first()
    {
        const int Rounds = 30;
        var near = Start("Near", "bus.lanes { maximum-message-size = 8 MiB, overflow = buffer }");
        var far = Start("Far", "bus.lanes { maximum-message-size = 8 MiB, overflow = buffer }");
        var seen = new System.Collections.Concurrent.ConcurrentQueue<int>();
        var target = near.Find(far, far.System.ActorOf(Props.Create(() => new LengthActor(seen))));
        var sender = Flood.Senders(near.System, 1)[0];
        int[] lengths = [10, 3_000_000, 20, 100_000, 200_000, 30];
        var messages = Array.ConvertAll(lengths, length => new byte[length]);
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var message in messages)
                target.Tell(message, sender);
            near.PeerAt(far).Close();
            if (round % 2 == 0)
                far.PeerAt(near).Close();
        }

        await Eventually.True("all have arrived", () => seen.Count == Rounds * lengths.Length);
        Assert.Equal(Enumerable.Repeat(lengths, Rounds).SelectMany(one => one), seen);
        Assert.Equal(0, near.Lanes.Drops.Dropped);
    }

    [Fact]
    public async Task A_lane_that_nobody_uses_after_the_close_is_gone()
    {
        var near = Start("Near");
        var far = Start("Far");
        far.Echo();
        await near.EchoAnswers(far.Address);
        near.PeerAt(far).Close();
        await near.HasStateFor(far.Address, LaneState.Idle);
        await Eventually.True("no link is left", () => near.PeerAt(far).LaneCount + far.PeerAt(near).LaneCount == 0);
        await near.EchoAnswers(far.Address);
        Assert.Equal(LaneState.Open, near.PeerAt(far).State);
    }
}
