using Akka.Actor;
using Bus.Lanes;
using Bus.Testing;
using Bus.Testing.Lanes;
using Bus.Testing.Processes;
using Xunit;

namespace Bus.Tests.Lanes;

/// <summary>A peer in another process that is ended by <c>SIGKILL</c>, and another one that takes its place.</summary>
public sealed class KilledPeerTests : LaneTests
{
    private const int Port = 4714;
    private const string NoDrops = "bus.lanes.overflow = buffer";

    [Fact]
    public async Task An_idle_peer_that_is_killed_is_noticed_at_once_and_the_next_one_is_spoken_with()
    {
        var near = Start("Near");
        var first = await StartPeer(port: Port);
        await near.EchoAnswers(first.Address!);
        first.Kill();
        await first.Ended();
        await Eventually.True("the lane has ended", () => near.PeerAt(first.Address!).LaneCount == 0);
        await IsSpokenWithAgain(near, await StartPeer(port: Port));
    }

    [Fact]
    public async Task What_a_killed_peer_has_sent_arrives_as_an_intact_prefix()
    {
        var near = Start("Near");
        var log = new SequenceLog();
        var sequence = near.Sequence(log);
        var first = await StartPeer(NoDrops, Port);
        await near.EchoAnswers(first.Address!);
        near.Find(first.Address!, "/user/flood").Tell(
            $"{int.MaxValue} 3 {sequence.Path.ToSerializationFormatWithAddress(near.Address)}", ActorRefs.NoSender);
        await Eventually.True("the flood is here", () => log.Received > 20_000 && log.Report.Senders == 3);
        first.Kill();
        await first.Ended();
        await Eventually.True("the lane has ended", () => near.PeerAt(first.Address!).LaneCount == 0);
        // Behind everything that the lane has brought.
        var report = await sequence.Ask<SequenceReport>("report", Eventually.Patience);
        Assert.Equal(3, report.Senders);
        Assert.True(report.IsIntactPrefix, report.ToString());
        await IsSpokenWithAgain(near, await StartPeer(port: Port));
    }

    [Fact]
    public async Task A_flood_to_a_peer_that_is_killed_goes_on_in_order_to_the_next_one()
    {
        var near = Start("Near");
        var first = await StartPeer(port: Port);
        await near.EchoAnswers(first.Address!);
        using var enough = new CancellationTokenSource();
        var target = near.Find(first.Address!, "/user/sequence");
        var sent = 0;
        var sending = Task.WhenAll(Flood.Senders(near.System, 3).Select(sender => Task.Run(async () =>
        {
            for (var i = 0; !enough.IsCancellationRequested; i++)
            {
                target.Tell(i, sender);
                Interlocked.Increment(ref sent);
                // Slower than the peer, so that nothing is dropped while it lives.
                if (i % 50 == 0)
                    await Task.Delay(1);
            }
        })));
        await Eventually.True("the flood is under way", () => Volatile.Read(ref sent) > 20_000);
        first.Kill();
        await first.Ended();
        var second = await StartPeer(port: Port);
        await near.IsOpenTo(second.Address!);
        var atOpen = Volatile.Read(ref sent);
        await Eventually.True("the flood goes on", () => Volatile.Read(ref sent) > atOpen + 10_000);
        await enough.CancelAsync();
        await sending;
        var report = await target.Ask<SequenceReport>("report", Eventually.Patience);
        Assert.InRange(report.Received, 10_000, int.MaxValue);
        Assert.True(report.IsIntactRun, report.ToString());
        await IsSpokenWithAgain(near, second);
    }

    private static async Task IsSpokenWithAgain(LaneNode near, PeerProcess peer)
    {
        await near.EchoAnswers(peer.Address!);
        await near.IsOpenTo(peer.Address!);
        Assert.Equal("hello", await near.Find(peer.Address!, "/user/echo").Ask<string>("hello", Eventually.Patience));
        Assert.Equal(LaneState.Open, near.PeerAt(peer.Address!).State);
    }
}
