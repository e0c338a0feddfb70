using System.Runtime.InteropServices;
using Bus.Testing;
using Bus.Transports.Interop;
using Bus.Transports.Mechanisms;
using Xunit;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Tests.Queues;

/// <summary>What POSIX queues do that others do not: priorities, and limits of their own.</summary>
public sealed partial class PosixQueueTests : IDisposable
{
    private const int ResourceOfQueues = 12; // RLIMIT_MSGQUEUE

    private readonly PosixQueueMechanism _mechanism = new();
    private readonly TemporaryDirectory _folder = new();

    private MechanismOptions Options => new() { Directory = _folder.Path };

    public void Dispose()
    {
        Assert.Empty(_folder.Content);
        _folder.Dispose();
    }

    [Fact]
    public void A_link_has_no_names()
    {
        using var pair = new MechanismPair(_mechanism, Options);
        Assert.Empty(_folder.Content);
        Assert.Equal(2, pair.Mine.Outbound.TryWrite([1, 2]));
        Assert.Equal(2, pair.Theirs.Inbound.Read(new byte[pair.Theirs.Inbound.MaxBlockBytes]));
        Assert.Equal(3, pair.Theirs.Outbound.TryWrite([1, 2, 3]));
        Assert.Equal(3, pair.Mine.Inbound.Read(new byte[pair.Theirs.Inbound.MaxBlockBytes]));
    }

    [Fact]
    public void Blocks_keep_their_order_and_a_mark_overtakes_them()
    {
        using var pair = new MechanismPair(_mechanism, Options);
        for (byte i = 1; i <= 3; i++)
            Assert.Equal(1, pair.Mine.Outbound.TryWrite([i]));
        var buffer = new byte[pair.Theirs.Inbound.MaxBlockBytes];
        for (byte i = 1; i <= 2; i++)
        {
            Assert.Equal(1, pair.Theirs.Inbound.Read(buffer));
            Assert.Equal(i, buffer[0]);
        }

        pair.Mine.Outbound.BreakOff();
        Assert.Equal(0, pair.Theirs.Inbound.Read(buffer));
        Assert.Equal(0, pair.Theirs.Inbound.Read(buffer));
        Assert.Equal(0, pair.Mine.Outbound.TryWrite([4]));
    }

    [Fact]
    public void A_channel_that_ends_gracefully_is_read_to_its_end()
    {
        using var pair = new MechanismPair(_mechanism, Options);
        var blocks = Fill(pair.Mine.Outbound);
        pair.FreeMine();
        var buffer = new byte[pair.Theirs.Inbound.MaxBlockBytes];
        for (var i = 0; i < blocks; i++)
            Assert.Equal(buffer.Length, pair.Theirs.Inbound.Read(buffer));
        Assert.Equal(InboundChannel.NothingYet, pair.Theirs.Inbound.Read(buffer));
        pair.Theirs.Inbound.Complete();
        Assert.Equal(0, pair.Theirs.Inbound.Read(buffer));
    }

    /// <summary>Descriptors that were passed share their flags with whoever passed them.</summary>
    [Fact]
    public void A_queue_that_its_maker_has_wait_does_not_hold_a_reader_up()
    {
        var name = KernelObject.DrawName().Name;
        using var write = PosixQueue.TryCreate(name, 2, 1024, out _);
        using var read = PosixQueue.OpenToRead(name);
        Assert.True(PosixQueue.TryUnlink(name));
        foreach (var queue in new[] { write!, read })
            Assert.Equal(0, fcntl(queue.Number(), F_SETFL, 0));
        Assert.Equal(-1, PosixQueue.Receive(read, new byte[1024], out _, out var empty));
        Assert.Equal(ETIMEDOUT, empty);
        Assert.True(PosixQueue.TrySend(write!, [1], 0, out _));
        Assert.True(PosixQueue.TrySend(write!, [2], 0, out _));
        Assert.False(PosixQueue.TrySend(write!, [3], 0, out var full));
        Assert.Equal(ETIMEDOUT, full);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 5)]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    public void What_is_neither_a_block_nor_a_mark_is_a_violation(uint priority, byte content)
    {
        var name = KernelObject.DrawName().Name;
        using var write = PosixQueue.TryCreate(name, 2, 1024, out _);
        using var inbound = new PosixQueueInbound(PosixQueue.OpenToRead(name), 1024);
        Assert.True(PosixQueue.TryUnlink(name));
        Assert.True(PosixQueue.TrySend(write!, priority == 0 ? [] : [content], priority, out _));
        Assert.Throws<ProtocolViolationException>(() => inbound.Read(new byte[1024]));
    }

    [Fact]
    public void What_is_not_a_queue_is_refused()
    {
        var (mine, theirs) = UnixSocket.Pair(SOCK_STREAM);
        using var offer = new ChannelOffer(ReadOnlyMemory<byte>.Empty, mine, theirs);
        var error = Assert.Throws<ProtocolViolationException>(() => _mechanism.Accept(offer, Options)).Message;
        Assert.Contains("not a POSIX message queue", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_size_that_the_system_does_not_allow_is_lowered()
    {
        using var pair = new MechanismPair(_mechanism, Options with { QueueMessages = 2, QueueMessageBytes = 10_000 });
        // Root is allowed to have what it asks for.
        var block = pair.Mine.Outbound.MaxBlockBytes;
        Assert.True(block is 10_000 || block == SystemLimit.Of("fs.mqueue.msgsize_max"));
        Assert.Equal(block, pair.Theirs.Inbound.MaxBlockBytes);
    }

    [Fact]
    public void A_size_that_does_not_fit_any_more_becomes_smaller_down_to_a_least_one()
    {
        List<QueueSize> sizes = [];
        for (QueueSize? size = new QueueSize(10, 8192); size is not null; size = PosixQueueLimits.Fit(size.Value, EMFILE))
            sizes.Add(size.Value);
        Assert.Equal([new(10, 8192), new(5, 8192), new(2, 8192), new(2, 4096), new(2, 2048), new(2, 1024)], sizes);
    }

    [Fact]
    public void The_error_names_the_limit_that_was_hit_and_how_to_raise_it()
    {
        var usual = SoftLimit(0);
        try
        {
            var error = Assert.Throws<MechanismException>(() => _mechanism.Propose(Options)).Message;
            Assert.Contains("4 messages of 8,192 bytes", error, StringComparison.Ordinal);
            Assert.Contains("RLIMIT_MSGQUEUE allows 0 bytes", error, StringComparison.Ordinal);
            Assert.Contains("ulimit -q", error, StringComparison.Ordinal);
        }
        finally
        {
            SoftLimit(usual);
        }

        Contains("fs.mqueue.queues_max", ENOSPC);
        Contains("fs.mqueue.msg_max", EINVAL);
        Contains("fs.mqueue.msgsize_max", EINVAL);
    }

    private static void Contains(string limit, int errno)
    {
        var value = File.ReadAllText("/proc/sys/" + limit.Replace('.', '/')).Trim();
        Assert.Contains($"{limit} = {value}", PosixQueueLimits.Explain(new(2, 1024), errno).Message, StringComparison.Ordinal);
    }

    private static int Fill(OutboundChannel channel)
    {
        var blocks = 0;
        while (channel.TryWrite(new byte[channel.MaxBlockBytes]) > 0)
            blocks++;
        return blocks;
    }

    /// <summary>Sets the soft limit of this process.</summary>
    /// <returns>What it was.</returns>
    private static unsafe nuint SoftLimit(nuint value)
    {
        var limits = stackalloc nuint[2];
        Assert.Equal(0, GetLimit(ResourceOfQueues, limits));
        var before = limits[0];
        limits[0] = value;
        Assert.Equal(0, SetLimit(ResourceOfQueues, limits));
        return before;
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static unsafe partial int GetLimit(int resource, nuint* limits);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static unsafe partial int SetLimit(int resource, nuint* limits);
}
