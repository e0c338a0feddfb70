using Akka.Actor;
using Akka.Event;
using Bus.Testing;
using Bus.Testing.Lanes;
using Xunit;

namespace Bus.Tests.Lanes;

/// <summary>A peer that is gone and comes again under its address.</summary>
public sealed class RestartTests : LaneTests
{
    private const int Port = 4713;

    [Fact]
    public async Task Each_incarnation_is_spoken_with_by_lane()
    {
        const int Incarnations = 6;
        var near = Start("Near");
        for (var i = 0; i < Incarnations; i++)
        {
            var far = Start("Far", port: Port);
            far.Echo();
            await near.EchoAnswers(far.Address);
            await near.IsOpenTo(far.Address);
            var log = new SequenceLog();
            far.Sequence(log);
            await Flood.Start(near.Find(far.Address, "/user/sequence"), Flood.Senders(near.System, 2), 100);
            await Eventually.True("all have arrived", () => log.Received == 200);
            Assert.Equal(SequenceReport.Whole(2, 100), log.Report);
            await far.Terminate();
            await Eventually.True("the lane has ended", () => near.PeerAt(far).LaneCount == 0);
        }
    }

    [Fact]
    public async Task References_to_actors_of_an_earlier_incarnation_lead_to_dead_letters()
    {
        var near = Start("Near");
        var far = Start("Far", port: Port);
        var old = near.Find(far, far.Echo());
        Assert.Equal("hello", await old.Ask<string>("hello", Eventually.Patience));
        await far.Terminate();
        var next = Start("Far", port: Port);
        next.Echo();
        await near.EchoAnswers(next.Address);
        var dead = next.Published<DeadLetter>();
        old.Tell("for the old one");
        await Eventually.True("it is in dead letters", () => dead.Any(letter => letter.Message is "for the old one"));
    }
}
