using Akka.Actor;
using Bus.Lanes;
using Bus.Testing;
using Bus.Testing.Lanes;
using Xunit;

namespace Bus.Tests.Lanes;

/// <summary>How a lane comes about, and what becomes of messages where none does.</summary>
public sealed class OpeningTests : LaneTests
{
    [Fact]
    public async Task A_lane_is_opened_by_the_first_message_and_carries_the_answers_too()
    {
        var near = Start("Near");
        var far = Start("Far");
        far.Echo();
        Assert.Equal((LaneState.Idle, 0), (near.PeerAt(far).State, near.PeerAt(far).LaneCount));
        Assert.Equal("hello", await near.Find(far.Address, "/user/echo").Ask<string>("hello", Eventually.Patience));
        Assert.Equal((LaneState.Open, 1), (near.PeerAt(far).State, near.PeerAt(far).LaneCount));
        Assert.Equal((LaneState.Open, 1), (far.PeerAt(near).State, far.PeerAt(near).LaneCount));
    }

    [Theory]
    [InlineData("bus.lanes.enabled = off", "")]
    [InlineData("", "bus.lanes.enabled = off")]
    [InlineData("bus.lanes.enabled = off", "bus.lanes.enabled = off")]
    [InlineData("akka.actor.provider = remote", "")]
    [InlineData("", "akka.actor.provider = remote")]
    public async Task Without_a_lane_on_either_side_everything_goes_the_classic_way(string nearSettings, string farSettings)
    {
        const int Count = 1000;
        var near = Start("Near", nearSettings);
        var far = Start("Far", farSettings);
        far.Echo();
        near.Echo();
        Assert.Equal("hello", await near.Find(far.Address, "/user/echo").Ask<string>("hello", Eventually.Patience));
        Assert.Equal("hello", await far.Find(near.Address, "/user/echo").Ask<string>("hello", Eventually.Patience));
        var there = new SequenceLog();
        far.Sequence(there);
        await Flood.Start(near.Find(far.Address, "/user/sequence"), Flood.Senders(near.System, 3), Count);
        await Eventually.True("all have arrived", () => there.Received == 3 * Count);
        Assert.Equal(SequenceReport.Whole(3, Count), there.Report);
        if (nearSettings.Length == 0)
            Assert.Equal((LaneState.Classic, 0), (near.PeerAt(far).State, near.PeerAt(far).LaneCount));
        if (farSettings.Length == 0)
            Assert.Equal((LaneState.Classic, 0), (far.PeerAt(near).State, far.PeerAt(near).LaneCount));
    }

    [Theory]
    [InlineData("memfd")]
    [InlineData("posixshm")]
    [InlineData("mmap")]
    [InlineData("sysvshm")]
    [InlineData("unix")]
    [InlineData("seqpacket")]
    [InlineData("dgram")]
    [InlineData("pipe")]
    [InlineData("fifo")]
    [InlineData("posixmq")]
    [InlineData("sysvmq")]
    public async Task Any_mechanism_carries_lanes(string mechanism)
    {
        const int Count = 500;
        var settings = $"akka.remote.ipc {{ mechanism = {mechanism}, queue.message-size = 2 KiB, queue.messages = 4 }}";
        var near = Start("Near", settings);
        var far = Start("Far", settings);
        SequenceLog here = new(), there = new();
        far.Sequence(there);
        near.Sequence(here);
        await Task.WhenAll(
            Flood.Start(near.Find(far.Address, "/user/sequence"), Flood.Senders(near.System, 2), Count),
            Flood.Start(far.Find(near.Address, "/user/sequence"), Flood.Senders(far.System, 2), Count));
        await Eventually.True("all have arrived", () => here.Received + there.Received == 4 * Count);
        Assert.Equal(SequenceReport.Whole(2, Count), there.Report);
        Assert.Equal(SequenceReport.Whole(2, Count), here.Report);
        await near.IsOpenTo(far.Address);
        await far.IsOpenTo(near.Address);
    }

    [Fact]
    public async Task Both_may_open_and_both_may_close_at_once()
    {
        const int Rounds = 150;
        const int Each = 10;
        var near = Start("Near");
        var far = Start("Far");
        SequenceLog here = new(), there = new();
        far.Sequence(there);
        near.Sequence(here);
        var speakers = Flood.Senders(near.System, Rounds).Zip(Flood.Senders(far.System, Rounds)).ToArray();
        IActorRef atFar = near.Find(far.Address, "/user/sequence"), atNear = far.Find(near.Address, "/user/sequence");
        for (var round = 0; round < Rounds; round++)
        {
            await Task.WhenAll(Flood.Start(atFar, [speakers[round].First], Each), Flood.Start(atNear, [speakers[round].Second], Each));
            var due = (round + 1) * Each;
            await Eventually.True("both have heard the other", () => here.Received == due && there.Received == due);
            Assert.Equal((LaneState.Open, LaneState.Open), (near.PeerAt(far).State, far.PeerAt(near).State));
            Assert.InRange(near.PeerAt(far).LaneCount, 1, 2);
            await ClosedByBoth(near, far);
        }

        Assert.Equal(SequenceReport.Whole(Rounds, Each), there.Report);
        Assert.Equal(SequenceReport.Whole(Rounds, Each), here.Report);
    }

    [Fact]
    public async Task Both_may_dial_at_once_as_the_first_thing_they_do()
    {
        const int Systems = 20;
        for (var i = 0; i < Systems; i++)
        {
            // Messages wait for the lane, and for nothing else: were it given up, they would be here all the same.
            const string Patient = "bus.lanes.handshake-timeout = 300 s";
            await using var near = new LaneNode("Near", Folder, 0, Patient);
            await using var far = new LaneNode("Far", Folder, 0, Patient);
            SequenceLog here = new(), there = new();
            IActorRef atFar = near.Find(far, far.Sequence(there)), atNear = far.Find(near, near.Sequence(here));
            var speakers = (Near: Flood.Senders(near.System, 1), Far: Flood.Senders(far.System, 1));
            await Task.WhenAll(Flood.Start(atFar, speakers.Near, 10), Flood.Start(atNear, speakers.Far, 10));
            await Eventually.True("both have heard the other", () => here.Received == 10 && there.Received == 10);
            Assert.Equal((LaneState.Open, LaneState.Open), (near.PeerAt(far).State, far.PeerAt(near).State));
        }
    }

    /// <summary>A side that has not noticed the end yet when it is told to close keeps what is open then.</summary>
    private static Task ClosedByBoth(LaneNode near, LaneNode far) => Eventually.True("both have closed", () =>
    {
        Parallel.Invoke(near.PeerAt(far).Close, far.PeerAt(near).Close);
        return (near.PeerAt(far).State, far.PeerAt(near).State) == (LaneState.Idle, LaneState.Idle);
    });
}
