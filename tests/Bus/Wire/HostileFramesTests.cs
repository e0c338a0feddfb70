using System.Text;
using Bus.Lanes;
using Bus.Transports;
using Xunit;

namespace Bus.Tests.Wire;

/// <summary>A peer that keeps to the frames but means ill: it costs no more than a lane, and only the lane ends.</summary>
public sealed class HostileFramesTests : IAsyncLifetime
{
    private readonly WireSystem _system = new();
    private readonly LaneEnd _end;

    public HostileFramesTests() => _end = new LaneEnd(_system);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _end.Dispose();
        await _system.DisposeAsync();
    }

    [Theory]
    [InlineData("Hello", "Hello")]
    [InlineData("Close", "Close")]
    [InlineData("Slice")]
    [InlineData("Delivered")]
    [InlineData("77")]
    public void A_frame_that_cannot_be_there_is_refused(params string[] kinds)
    {
        var all = kinds[0] == "Hello" ? kinds : [.. kinds.Prepend("Hello")];
        foreach (var kind in all.SkipLast(1))
            Bring(kind);
        Assert.Throws<ProtocolViolationException>(() => Bring(all[^1]));

        void Bring(string kind)
        {
            if (kind == "Hello")
                _end.Greet();
            else
                _end.BringFrame(Enum.Parse<LaneFrameKind>(kind));
        }
    }

    [Fact]
    public void Nothing_comes_before_a_hello() => Assert.Throws<ProtocolViolationException>(() => _end.BringFrame(LaneFrameKind.Flush));

    /// <summary>The runtime loads such a type by recursion, and ends the process with the stack.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_type_nested_a_thousandfold_is_not_looked_at(bool defined)
    {
        _end.Greet();
        var manifest = Encoding.UTF8.GetBytes("System.Int32" + string.Concat(Enumerable.Repeat("[]", 8000)));
        Assert.Throws<ProtocolViolationException>(() =>
        {
            if (defined)
                _end.BringFrame(LaneFrameKind.DefineType, a: 1, rest: manifest);
            else
                _end.BringFrame(LaneFrameKind.Message, InWords, rest: Words("akka.ipc://Here@local:9/user/r", manifest));
        });
    }

    /// <summary>The answers wait where the later stands for the earlier, not in the outbox.</summary>
    [Fact]
    public void Questions_of_a_peer_that_takes_no_answers_cost_nothing()
    {
        _end.Greet();
        _end.Outbound.IsFull = true;
        for (var i = 1u; i <= 100_000; i++)
            _end.BringFrame(LaneFrameKind.Flush, a: i);
        Assert.InRange(_end.Link.Queued, 0, 1000);
    }

    [Fact]
    public void Large_messages_of_a_peer_that_takes_no_answers_are_few()
    {
        _end.Greet();
        _end.Outbound.IsFull = true;
        var begun = 0;
        Assert.Throws<ProtocolViolationException>(() =>
        {
            for (; begun < 1000; begun++)
            {
                _end.BringFrame(LaneFrameKind.Begin, InWords, a: 1, b: (uint)begun, rest: Words("akka.ipc://Here@local:9/user/r", "S"u8));
                _end.BringFrame(LaneFrameKind.Slice, rest: 65);
            }
        });
        // One answer may have been on its way out when the channel turned out to be full.
        Assert.InRange(begun, LargeMessages.MostUndelivered, 2 * LargeMessages.MostUndelivered);
    }

    /// <summary>A gigabyte takes memory only for what has come of it, and addresses for the rest once a part of it has.</summary>
    [Fact]
    public async Task A_large_message_that_is_announced_and_does_not_come_costs_little()
    {
        const int Announced = 1024 * 1024 * 1024;
        const int Mebibyte = 1024 * 1024;
        await using var system = new WireSystem("bus.lanes.maximum-message-size = 1 GiB");
        using var end = new LaneEnd(system);
        end.Greet();
        var slice = new byte[32 * 1024];
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        end.BringFrame(LaneFrameKind.Begin, InWords, a: Announced, rest: Words($"{system.Address}/user/r", "S"u8));
        end.BringFrame(LaneFrameKind.Slice, rest: slice);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, Mebibyte, 2 * Mebibyte);
        var resident = Environment.WorkingSet;
        for (var came = slice.Length; came < 2 * Mebibyte; came += slice.Length)
            end.BringFrame(LaneFrameKind.Slice, rest: slice);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, Announced, Announced + (8L * Mebibyte));
        // Other tests run beside this one; none of them takes as much.
        Assert.InRange(Environment.WorkingSet - resident, long.MinValue, Announced / 2);
    }

    [Fact]
    public void Senders_of_any_number_of_systems_leave_nothing_behind()
    {
        _end.Greet();
        for (var i = 0; i < 1000; i++)
        {
            var sender = Encoding.UTF8.GetBytes($"akka.ipc://Other{i}@local:{1 + i}/user/s");
            var words = new byte[sender.Length + sizeof(ushort)];
            LaneFormat.WriteText(words, sender);
            var rest = Words($"{_system.Address}/user/r", "S"u8);
            var recipientBytes = rest.Length - (sizeof(int) + sizeof(ushort) + 1);
            _end.BringFrame(LaneFrameKind.Message, LaneFlags.RecipientInWords | LaneFlags.SenderInWords | LaneFlags.TypeInWords,
                rest: [.. rest[..recipientBytes], .. words, .. rest[recipientBytes..]]);
        }

        Assert.Equal([WireSystem.NoPeer], _system.Lanes.Peers.All.Select(peer => peer.Address));
    }

    /// <summary>As deep as a text can be: nothing on the way to the actor may go down by recursion.</summary>
    [Theory]
    [InlineData("Here")]
    [InlineData("Elsewhere")]
    public void A_path_of_thousands_of_elements_leads_nowhere(string name)
    {
        _end.Greet();
        var root = name == "Here" ? _system.Address.ToString() : $"akka.ipc://{name}@local:9";
        var path = root + "/user" + string.Concat(Enumerable.Repeat("/a", (LaneFormat.MostTextBytes - root.Length - 5) / 2));
        _end.BringFrame(LaneFrameKind.DefineActor, rest: Encoding.UTF8.GetBytes(path));
        _end.BringFrame(LaneFrameKind.DefineType, a: 17, rest: "S"u8.ToArray());
        _end.BringFrame(LaneFrameKind.Message, rest: "hi"u8.ToArray());
    }

    private static LaneFlags InWords => LaneFlags.RecipientInWords | LaneFlags.TypeInWords | LaneFlags.NoSender;

    private static byte[] Words(string recipient, ReadOnlySpan<byte> manifest)
    {
        var words = new byte[recipient.Length + manifest.Length + (2 * sizeof(ushort)) + sizeof(int)];
        var rest = LaneFormat.WriteText(words, Encoding.UTF8.GetBytes(recipient));
        BitConverter.TryWriteBytes(rest, 17);
        LaneFormat.WriteText(rest[sizeof(int)..], manifest);
        return words;
    }
}
