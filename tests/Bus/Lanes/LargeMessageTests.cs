using System.Security.Cryptography;
using Akka.Actor;
using Akka.Event;
using Bus.Testing;
using Bus.Testing.Actors;
using Bus.Testing.Lanes;
using Bus.Tests.Lanes.Actors;
using Xunit;

namespace Bus.Tests.Lanes;

/// <summary>Messages of many megabytes, to and from another process.</summary>
public sealed class LargeMessageTests : LaneTests
{
    private const int MiB = 1024 * 1024;
    private const string UpTo64 = "bus.lanes { maximum-message-size = 64 MiB, outbox-limit = 256 MiB }";
    private const string UpTo1024 = "bus.lanes { maximum-message-size = 1 GiB, outbox-limit = 1 GiB }";

    [Theory]
    [InlineData(UpTo64)]
    [InlineData(UpTo1024)]
    public async Task Sixty_four_MiB_arrive_intact_and_small_ones_pass(string settings)
    {
        var near = Start("Near", settings);
        var peer = await StartPeer(settings);
        await near.EchoAnswers(peer.Address!);
        var payload = RandomNumberGenerator.GetBytes(64 * MiB);
        var digest = near.Find(peer.Address!, "/user/digest").Ask<string>(payload, Eventually.Patience);
        var echo = near.Find(peer.Address!, "/user/echo");
        var passed = 0;
        while (!digest.IsCompleted)
        {
            Assert.Equal(passed, await echo.Ask<int>(passed, Eventually.Patience));
            passed++;
        }

        Assert.Equal(Convert.ToHexString(SHA256.HashData(payload)), await digest);
        Assert.InRange(passed, 10, int.MaxValue);
    }

    [Fact]
    public async Task One_byte_more_than_may_be_is_reported_and_the_next_one_arrives()
    {
        var near = Start("Near", UpTo64);
        var peer = await StartPeer("bus.lanes.maximum-message-size = 1 MiB");
        await near.EchoAnswers(peer.Address!);
        var errors = near.Published<Error>();
        var digest = near.Find(peer.Address!, "/user/digest");
        digest.Tell(new byte[MiB + 1]);
        var most = RandomNumberGenerator.GetBytes(MiB);
        Assert.Equal(Convert.ToHexString(SHA256.HashData(most)), await digest.Ask<string>(most, Eventually.Patience));
        await Eventually.True("it is in the log", () => errors.Any(error =>
            error.Message.ToString()!.Contains("oversized payload", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_has_gone_out_leaves_room_for_the_next_one()
    {
        const string Settings = "bus.lanes { maximum-message-size = 4 MiB, outbox-limit = 4 MiB }";
        var near = Start("Near", Settings);
        var peer = await StartPeer(Settings);
        await near.EchoAnswers(peer.Address!);
        var digest = near.Find(peer.Address!, "/user/digest");
        // The answer can be here before the peer has said that it delivered the message; that must not matter.
        for (var i = 0; i < 50; i++)
        {
            var payload = RandomNumberGenerator.GetBytes(4 * MiB);
            Assert.Equal(Convert.ToHexString(SHA256.HashData(payload)), await digest.Ask<string>(payload, Eventually.Patience));
        }
    }

    [Fact]
    public async Task A_pair_keeps_its_order_and_others_do_not_wait_for_it()
    {
        const int Pairs = 3;
        var near = Start("Near", UpTo64);
        var far = Start("Far", UpTo64);
        int[] lengths = [10, 5 * MiB, 20, 30, 6 * MiB, 100_000, 40];
        var seen = Enumerable.Range(0, Pairs).Select(_ => new System.Collections.Concurrent.ConcurrentQueue<int>()).ToArray();
        var targets = Array.ConvertAll(seen, one => near.Find(far, far.System.ActorOf(Props.Create(() => new LengthActor(one)))));
        var senders = Flood.Senders(near.System, Pairs);
        foreach (var length in lengths)
        {
            for (var pair = 0; pair < Pairs; pair++)
                targets[pair].Tell(new byte[length], senders[pair]);
        }

        await Eventually.True("all have arrived", () => seen.All(one => one.Count == lengths.Length));
        Assert.All(seen, one => Assert.Equal(lengths, one));
    }

    [Fact]
    public async Task A_peer_that_dies_in_the_middle_leaves_the_message_in_dead_letters_and_the_next_one_gets_its_own()
    {
        const int Port = 4715;
        var near = Start("Near", UpTo64);
        var peer = await StartPeer(UpTo64, Port);
        await near.EchoAnswers(peer.Address!);
        var dead = near.Published<DeadLetter>();
        var payload = RandomNumberGenerator.GetBytes(32 * MiB);
        var digest = near.Find(peer.Address!, "/user/digest");
        await peer.Stop();
        for (var i = 0; i < 3; i++)
            digest.Tell(payload);
        digest.Tell("after it");
        peer.Kill();
        await peer.Ended();
        await Eventually.True("all are in dead letters", () => dead.Count(letter => letter.Recipient.Equals(digest)) == 4);
        Assert.Equal("after it", dead.Last(letter => letter.Recipient.Equals(digest)).Message);

        var next = await StartPeer(UpTo64, Port);
        await near.EchoAnswers(next.Address!);
        await near.IsOpenTo(next.Address!);
        Assert.Equal(Convert.ToHexString(SHA256.HashData(payload)), await digest.Ask<string>(payload, Eventually.Patience));
    }

    [Fact]
    public async Task Memory_is_the_message_and_a_bounded_rest_and_none_of_it_stays()
    {
        const int Size = 32 * MiB;
        const int Times = 20;
        var near = Start("Near", UpTo64);
        var peer = await StartPeer(UpTo64);
        await near.EchoAnswers(peer.Address!);
        // The peer's memory: this process runs other tests meanwhile. What it echoes, it has received and sent.
        var digest = near.Find(peer.Address!, "/user/digest");
        var before = await digest.Ask<MemoryUse>("memory", Eventually.Patience);
        var payload = RandomNumberGenerator.GetBytes(Size);
        var echo = near.Find(peer.Address!, "/user/echo");
        for (var i = 0; i < Times; i++)
            Assert.Equal(payload, await echo.Ask<byte[]>(payload, Eventually.Patience));
        var after = await digest.Ask<MemoryUse>("memory", Eventually.Patience);
        Assert.InRange(after.Reachable - before.Reachable, long.MinValue, Size / 2);
        // The message as it comes together, as it is read, and as it is sent; and the collector takes what is garbage only now and then.
        Assert.InRange(after.Peak - before.Peak, Size, 16L * Size);
    }
}
