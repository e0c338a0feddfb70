using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using Bus.Testing;
using Bus.Testing.Lanes;
using Xunit;

namespace Bus.Tests.Lanes;

/// <summary>A peer in another process that stands still for a while: <c>SIGSTOP</c>, as a debugger or a full machine does it.</summary>
public sealed class StoppedPeerTests : LaneTests
{
    private const string Smallest = "bus.lanes.outbox-limit = 1 MiB";
    private const int LeastDrops = 1000;

    [Fact]
    public async Task A_pause_loses_nothing_in_either_direction()
    {
        const int Count = 50_000;
        var near = Start("Near", "bus.lanes.overflow = buffer");
        var log = new SequenceLog();
        var sequence = near.Sequence(log);
        var peer = await StartPeer("bus.lanes.overflow = buffer");
        await near.EchoAnswers(peer.Address!);
        var flooded = near.Find(peer.Address!, "/user/flood").Ask<string>(
            $"{Count} 2 {sequence.Path.ToSerializationFormatWithAddress(near.Address)}", Eventually.Patience);
        var target = near.Find(peer.Address!, "/user/sequence");
        var outward = Flood.Start(target, Flood.Senders(near.System, 2), Count);
        await Eventually.True("both floods are under way", () => log.Received > 1000);
        await peer.Stop();
        await outward;
        await Task.Delay(TimeSpan.FromSeconds(2));
        peer.Continue();
        Assert.Equal("flooded", await flooded);
        await Eventually.True("all have arrived here", () => log.Received == 2 * Count);
        Assert.Equal(SequenceReport.Whole(2, Count), log.Report);
        SequenceReport? there = null;
        while (there is null || there.Received < 2 * Count && there.Missing == 0)
            there = await target.Ask<SequenceReport>("report", Eventually.Patience);
        Assert.Equal(SequenceReport.Whole(2, Count), there);
    }

    [Fact]
    public async Task Drop_newest_puts_what_has_no_room_into_dead_letters_and_counts_it()
    {
        var near = Start("Near", Smallest);
        var peer = await StartPeer();
        await near.EchoAnswers(peer.Address!);
        var dead = near.Published<DeadLetter>();
        var lines = near.Published<Warning>();
        var began = Stopwatch.GetTimestamp();
        await peer.Stop();
        var told = await TellUntil(near, peer.Address!, () => near.Lanes.Drops.Dropped >= LeastDrops);
        await Eventually.True("all that was dropped is in dead letters", () => dead.Count == near.Lanes.Drops.Dropped);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Assert.InRange(lines.Count(line => line.Message.ToString()!.Contains("dropped", StringComparison.Ordinal)), 1, 2 + (int)seconds);
        peer.Continue();
        await AllArrive(near, peer.Address!, told - dead.Count);
    }

    [Fact]
    public async Task Fail_throws_in_the_sender_what_has_no_room()
    {
        var near = Start("Near", Smallest + "\nbus.lanes.overflow = fail");
        var peer = await StartPeer();
        await near.EchoAnswers(peer.Address!);
        await peer.Stop();
        var thrown = 0;
        var target = near.Find(peer.Address!, "/user/sequence");
        var sender = Flood.Senders(near.System, 1)[0];
        var told = 0;
        for (; thrown < LeastDrops; told++)
        {
            try
            {
                target.Tell(told, sender);
            }
            catch (LaneFullException full)
            {
                Assert.Contains("bus.lanes.outbox-limit", full.Message, StringComparison.Ordinal);
                thrown++;
            }
        }

        Assert.Equal(0, near.Lanes.Drops.Dropped);
        peer.Continue();
        await AllArrive(near, peer.Address!, told - thrown);
    }

    [Fact]
    public async Task Buffer_keeps_everything()
    {
        const int Count = 200_000;
        var near = Start("Near", Smallest + "\nbus.lanes.overflow = buffer");
        var peer = await StartPeer();
        await near.EchoAnswers(peer.Address!);
        await peer.Stop();
        await Flood.Start(near.Find(peer.Address!, "/user/sequence"), Flood.Senders(near.System, 1), Count);
        Assert.Equal(0, near.Lanes.Drops.Dropped);
        peer.Continue();
        Assert.Equal(SequenceReport.Whole(1, Count), await AllArrive(near, peer.Address!, Count));
    }

    private static async Task<int> TellUntil(LaneNode near, Address address, Func<bool> enough)
    {
        var target = near.Find(address, "/user/sequence");
        var sender = Flood.Senders(near.System, 1)[0];
        return await Task.Run(() =>
        {
            var told = 0;
            while (!enough())
                target.Tell(told++, sender);
            return told;
        });
    }

    private static async Task<SequenceReport> AllArrive(LaneNode near, Address address, int count)
    {
        var target = near.Find(address, "/user/sequence");
        var report = await Retry();
        while (report.Received < count)
            report = await Retry();
        Assert.Equal((count, null), (report.Received, report.Disorder));
        return report;

        // The question has no room either, as long as the peer has not taken much.
        async Task<SequenceReport> Retry()
        {
            while (true)
            {
                try
                {
                    return await target.Ask<SequenceReport>("report", TimeSpan.FromSeconds(1));
                }
                catch (Exception e) when (e is AskTimeoutException or LaneFullException)
                {
                }
            }
        }
    }
}
