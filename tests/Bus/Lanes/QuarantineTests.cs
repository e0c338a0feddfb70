using Akka.Actor;
using Akka.Event;
using Bus.Lanes;
using Bus.Testing;
using Bus.Testing.Lanes;
using Xunit;

namespace Bus.Tests.Lanes;

/// <summary>An incarnation that is quarantined is spoken with no more, in either direction; the next one is.</summary>
public sealed class QuarantineTests : LaneTests
{
    private const int Port = 4712;

    [Fact]
    public async Task Quarantine_bars_an_incarnation_and_no_other()
    {
        var near = Start("Near");
        var far = Start("Far", port: Port);
        await Converse(near, far);

        var deadHere = near.Published<DeadLetter>();
        near.Provider.Quarantine(far.Address, far.Uid);
        await near.HasStateFor(far.Address, LaneState.Barred);
        await Eventually.True("the lanes are closed", () => near.PeerAt(far).LaneCount == 0 && far.PeerAt(near).LaneCount == 0);
        var heard = near.Find(far.Address, "/user/echo");
        heard.Tell("barred");
        await Eventually.True("it is in dead letters", () => deadHere.Any(letter => letter.Message is "barred"));

        await far.Terminate();
        var next = Start("Far", port: Port);
        await Converse(near, next);
        Assert.Equal(LaneState.Open, near.PeerAt(next).State);
    }

    [Fact]
    public async Task Whoever_is_quarantined_reaches_nobody_and_stops_trying()
    {
        var near = Start("Near");
        var far = Start("Far", port: Port);
        await Converse(near, far);
        near.Sequence(new SequenceLog());
        near.Provider.Quarantine(far.Address, far.Uid);
        await near.HasStateFor(far.Address, LaneState.Barred);
        await Eventually.True("the lanes are closed", () => near.PeerAt(far).LaneCount == 0);
        var target = far.Find(near.Address, "/user/sequence");
        var sender = Flood.Senders(far.System, 1)[0];
        var number = 0;
        await Eventually.True("the other side knows", () =>
        {
            target.Tell(number++, sender);
            return far.PeerAt(near).State == LaneState.Barred;
        });
        var deadThere = far.Published<DeadLetter>();
        const int Count = 100;
        for (var i = 1; i <= Count; i++)
            target.Tell(-i, sender);
        // All of them: so none has arrived.
        await Eventually.True("they are in dead letters", () => deadThere.Count(letter => letter.Message is < 0) == Count);
        // Each association that it makes is a reason to try a lane once more, which gets no answer.
        await Eventually.True("no lane is left", () => (near.PeerAt(far).LaneCount, far.PeerAt(near).LaneCount) == (0, 0));
    }

    [Fact]
    public async Task Quarantine_of_an_earlier_incarnation_changes_nothing()
    {
        var near = Start("Near");
        var far = Start("Far", port: Port);
        var old = far.Uid;
        await Converse(near, far);
        await far.Terminate();
        var next = Start("Far", port: Port);
        await Converse(near, next);
        near.PeerAt(next).OnQuarantined(old);
        Assert.Equal(LaneState.Open, near.PeerAt(next).State);
        Assert.Equal("hello", await near.Find(next.Address, "/user/echo").Ask<string>("hello", Eventually.Patience));
    }

    private static async Task Converse(LaneNode near, LaneNode far)
    {
        far.Echo();
        await near.EchoAnswers(far.Address);
        await near.IsOpenTo(far.Address);
        await far.IsOpenTo(near.Address);
    }
}
