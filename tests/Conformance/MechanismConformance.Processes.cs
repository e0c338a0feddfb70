using System.Diagnostics;
using System.Globalization;
using Akka.Remote.Transport;
using Bus.Testing;
using Bus.Testing.Processes;
using Bus.Testing.Raw;
using Bus.Transports.Remoting;
using Google.Protobuf;
using Xunit;

namespace Bus.Conformance.Tests;

/// <content>Peers that are killed, stopped, and started again.</content>
public abstract partial class MechanismConformance
{
    // The promise, for a machine that has a processor to spare. A process needs one to die, too: where all are busy, one death in a few
    // shows it. Whoever waited for a heartbeat would not be so quick even once.
    private static readonly TimeSpan DeathIsKnownWithin = TimeSpan.FromMilliseconds(100);
    private const int Deaths = 10;
    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(15);

    // More of them, for example 200, with this variable of the environment.
    private static readonly int Kills = int.TryParse(
        Environment.GetEnvironmentVariable("BUS_TEST_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out var kills) ? kills : 3;

    [Fact]
    public async Task The_death_of_an_idle_peer_is_known_at_once()
    {
        var a = await ListenA();
        await IsKnownAtOnce(async () =>
        {
            var peer = await StartPeer("echo");
            return (peer, await a.Dial(peer.Address!));
        });
    }

    [Fact]
    public async Task The_death_of_an_idle_dialler_is_known_at_once()
    {
        var a = await ListenA();
        await IsKnownAtOnce(async () =>
        {
            var peer = await StartPeer("echo", "--dial", a.Local.ToString());
            return (peer, await a.Accept());
        });
    }

    [Fact]
    public async Task The_death_of_a_peer_in_its_flood_is_known_at_once_and_what_came_is_an_intact_beginning()
    {
        var sequence = new NumberedSequence();
        var a = await ListenA(onPayload: (_, payload) => sequence.Check(payload));
        await IsKnownAtOnce(async () =>
        {
            sequence = new NumberedSequence();
            var peer = await StartPeer("flood", "--length", "700");
            var link = await a.Dial(peer.Address!);
            await Eventually.True("the flood runs", () => sequence.Count > 5000);
            return (peer, link);
        });
        Assert.Null(sequence.Damage);
    }

    [Fact]
    public async Task The_death_of_a_peer_that_is_being_flooded_ends_the_flood()
    {
        var a = await ListenA();
        Task<int>? flood = null;
        await IsKnownAtOnce(async () =>
        {
            var peer = await StartPeer("sink");
            var link = await a.Dial(peer.Address!);
            // The peer may be linked, and be killed, before the pool has a thread for the flood.
            var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            flood = Task.Run(() => Flood(link, begun));
            Assert.Equal("linked", await peer.NextLine());
            await begun.Task.WaitAsync(Eventually.Patience);
            return (peer, link);
        });
        Assert.InRange(await flood!.WaitAsync(Eventually.Patience), 1, int.MaxValue);
    }

    [Fact]
    public async Task A_peer_that_is_stopped_for_long_is_not_dead_and_nothing_is_lost()
    {
        const int Count = 3_000;
        var a = await ListenA();
        var peer = await StartPeer("echo");
        var link = await a.Dial(peer.Address!);
        link.Send(NumberedPayload.Create(0, 1000));
        Assert.Null(NumberedPayload.Problem((await link.NextBytes()).Span, 0));

        await peer.Stop();
        var stopped = Task.Delay(LongPause);
        for (var i = 1; i < Count; i++)
            link.Send(NumberedPayload.Create(i, 1000));
        // Meanwhile, who dials it is told that it is there and does not answer.
        await using (var impatient = await RawPeer.Listen(_systemB, Section(more: "connection-timeout = 200 ms")))
        {
            var failure = await Assert.ThrowsAsync<InvalidAssociationException>(() => impatient.Dial(peer.Address!));
            Assert.Contains("did not answer within 200 ms", failure.Message, StringComparison.Ordinal);
        }

        await stopped;
        Assert.True(link.IsOpen);
        Assert.Equal(0, link.Received.Count);
        peer.Continue();

        for (var i = 1; i < Count; i++)
            Assert.Null(NumberedPayload.Problem((await link.NextBytes()).Span, i));
        link.HangUp();
        Assert.Equal(0, await peer.Leave());
    }

    [Fact]
    public async Task A_peer_that_was_started_again_at_its_address_is_another_one()
    {
        var a = await ListenA();
        var first = await StartPeer("echo");
        var port = Text(first.Address!.Port!.Value);
        var old = await a.Dial(first.Address);
        first.Kill();
        // At once: its entry is taken over although nobody has cleaned up.
        var second = await StartPeer("echo", "--port", port);
        Assert.Equal(first.Address, second.Address);

        await old.Closed();
        Assert.False(old.Handle.Write(ByteString.CopyFromUtf8("for the first")));
        var link = await a.Dial(second.Address!);
        Assert.NotEqual(IncarnationOf(old), IncarnationOf(link));
        link.Send(ByteString.CopyFromUtf8("for the second"));
        Assert.Equal("for the second", (await link.NextBytes()).ToStringUtf8());
        Assert.Equal("linked", await second.NextLine());
        link.HangUp();
        Assert.Equal("echoed 1", await second.NextLine());
    }

    /// <summary>
    /// Both sides are killed, at about the same time, at a random moment of setting up, flooding and hanging up. What they leave in the
    /// system is gone after the next start.
    /// </summary>
    [Fact]
    public async Task Two_processes_that_are_killed_at_any_moment_leave_nothing_after_the_next_start()
    {
        var before = KernelObjects.Named();
        for (var i = 0; i < Kills; i++)
        {
            var listener = await StartPeer("echo");
            var dialler = await StartPeer("churn", "--dial", listener.Address!.ToString());
            await Task.Delay(Random.Shared.Next(100));
            var (first, second) = i % 2 == 0 ? (dialler, listener) : (listener, dialler);
            first.Kill();
            Thread.SpinWait(Random.Shared.Next(20_000));
            second.Kill();
            await Task.WhenAll(first.Ended(), second.Ended());
        }

        // A link of the next start works, and its end is the scan.
        var (a, b) = (await ListenA(), await ListenB());
        var (near, far) = await Link(a, b);
        near.Send(Payload(1));
        Assert.Equal(Payload(1), await far.NextBytes());
        await a.DisposeAsync();
        await b.DisposeAsync();
        // Others on this machine come and go, tests among them; what was left behind by the killed would stay.
        var left = KernelObjects.Named().Except(before).ToHashSet();
        await Eventually.True("nothing stays", () =>
        {
            left.IntersectWith(KernelObjects.Named());
            return left.Count == 0;
        });
        Assert.Empty(_directory.Content);
    }

    [Fact]
    public async Task A_process_killed_while_its_links_come_and_go_leaves_nothing_that_the_next_start_does_not_remove()
    {
        var before = KernelObjects.Named();
        for (var i = 0; i < Kills; i++)
        {
            var process = StartProcess("cycles");
            Assert.Equal("begins", await process.NextLine());
            // Anywhere in the setting up and ending of a link.
            await Task.Delay(Random.Shared.Next(50));
            process.Kill();
            await process.Ended();
        }

        await (await RawPeer.Listen(_systemB, Section())).DisposeAsync();
        Assert.Empty(_directory.Content);
        // What there is now may be somebody else's, who is still busy; what is left behind stays.
        var now = KernelObjects.Named().Except(before).ToArray();
        await Eventually.True($"{string.Join(", ", now)} have gone", () => !KernelObjects.Named().Intersect(now).Any());
    }

    private static ulong IncarnationOf(RawLink link) => ((IpcAssociationHandle)link.Handle).Link.Peer.Incarnation;

    private static async Task IsKnownAtOnce(Func<Task<(PeerProcess Peer, RawLink Link)>> prepare)
    {
        var times = new List<TimeSpan>();
        do
        {
            var (peer, link) = await prepare();
            var killed = peer.Kill();
            times.Add(Stopwatch.GetElapsedTime(killed, await link.Closed()));
        }
        while (times[^1] >= DeathIsKnownWithin && times.Count < Deaths);
        Assert.True(times[^1] < DeathIsKnownWithin, $"After {string.Join(", ", times.Select(time => $"{time.TotalMilliseconds:N1} ms"))}.");
    }
}
