using System.Text;
using Bus.Testing;
using Bus.Transports.Interop;
using Bus.Transports.Mechanisms;
using Xunit;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Tests.Queues;

/// <summary>The well-known drawbacks of System V queues, one by one, and what answers each: see <c>docs/design.md</c>.</summary>
public sealed class SystemVQueueTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SystemVQueueMechanism _mechanism = new();
    private readonly TemporaryDirectory _folder = new();

    private MechanismOptions Options => new() { Directory = _folder.Path };

    public void Dispose()
    {
        Assert.Empty(_folder.Content);
        _folder.Dispose();
    }

    [Fact]
    public void Keys_collide_so_one_that_is_in_use_is_not_taken()
    {
        var taken = KernelObject.DrawKey(KernelObjectKind.SystemVQueue);
        var id = SystemVQueue.TryCreate(taken.Key, out _);
        try
        {
            var keys = new Queue<int>([0, taken.Key, taken.Key ^ 1]);
            Assert.Equal(taken.Key ^ 1, KernelObject.DrawKey(KernelObjectKind.SystemVQueue, keys.Dequeue).Key);
            Assert.Equal(-1, SystemVQueue.TryCreate(taken.Key, out var errno));
            Assert.Equal(EEXIST, errno);
        }
        finally
        {
            Assert.True(SystemVQueue.TryRemove(id));
        }
    }

    [Fact]
    public async Task Nothing_polls_them_so_the_reader_waits_in_the_queue_and_is_woken_by_an_empty_message_to_itself()
    {
        for (var round = 0; round < 100; round++)
        {
            using var pair = new MechanismPair(_mechanism, Options);
            Assert.Null(pair.Mine.Inbound.Readiness);
            var reader = Task.Factory.StartNew(
                () => pair.Theirs.Inbound.Read(new byte[pair.Theirs.Inbound.MaxBlockBytes]), TaskCreationOptions.LongRunning);
            if (round % 2 == 0)
                await Task.Yield();
            if (round % 3 == 0)
                pair.Theirs.Inbound.Complete();
            else
                pair.Theirs.Inbound.Close();
            Assert.Equal(0, await reader.WaitAsync(Patience));
        }
    }

    [Fact]
    public async Task Nothing_polls_them_so_the_reader_answers_who_waits_for_space()
    {
        using var pair = new MechanismPair(_mechanism, Options);
        var blocks = Fill(pair.Mine.Outbound);
        var writer = Task.Factory.StartNew(pair.Mine.Outbound.WaitWritable, TaskCreationOptions.LongRunning);
        var buffer = new byte[pair.Theirs.Inbound.MaxBlockBytes];
        for (var i = 0; i < blocks; i++)
            Assert.Equal(pair.Mine.Outbound.MaxBlockBytes, pair.Theirs.Inbound.Read(buffer));
        // The question may come after the last block: then the reader takes it when it waits for the next.
        var reader = Task.Factory.StartNew(() => pair.Theirs.Inbound.Read(buffer), TaskCreationOptions.LongRunning);
        Assert.True(await writer.WaitAsync(Patience));
        Assert.Equal(3, pair.Mine.Outbound.TryWrite([1, 2, 3]));
        Assert.Equal(3, await reader.WaitAsync(Patience));
    }

    [Fact]
    public async Task Who_waits_for_space_is_woken_when_the_channel_closes()
    {
        for (var round = 0; round < 100; round++)
        {
            using var pair = new MechanismPair(_mechanism, Options);
            Fill(pair.Mine.Outbound);
            var writer = Task.Factory.StartNew(pair.Mine.Outbound.WaitWritable, TaskCreationOptions.LongRunning);
            if (round % 2 == 0)
                await Task.Yield();
            pair.Mine.Outbound.Close();
            Assert.False(await writer.WaitAsync(Patience));
        }
    }

    /// <summary>Any sizes, and a writer that waits often: each block takes part in a crossing of question and answer.</summary>
    [Fact]
    public async Task A_flood_arrives_whole_and_in_order_and_no_wake_up_is_lost()
    {
        const int Total = 32 * 1024 * 1024;
        using var pair = new MechanismPair(_mechanism, Options);
        var writer = Task.Factory.StartNew(() =>
        {
            var random = new Random(1);
            var block = new byte[pair.Mine.Outbound.MaxBlockBytes];
            for (var sent = 0; sent < Total;)
            {
                var size = Math.Min(random.Next(1, block.Length + 1), Total - sent);
                for (var i = 0; i < size; i++)
                    block[i] = Pattern(sent + i);
                while (pair.Mine.Outbound.TryWrite(block.AsSpan(0, size)) == 0)
                    Assert.True(pair.Mine.Outbound.WaitWritable());
                sent += size;
            }
        }, TaskCreationOptions.LongRunning);
        var reader = Task.Factory.StartNew(() =>
        {
            var buffer = new byte[pair.Theirs.Inbound.MaxBlockBytes];
            for (var received = 0; received < Total;)
            {
                var count = pair.Theirs.Inbound.Read(buffer);
                for (var i = 0; i < count; i++)
                {
                    if (buffer[i] != Pattern(received + i))
                        Assert.Fail($"Byte {received + i} is {buffer[i]}.");
                }

                received += count;
            }
        }, TaskCreationOptions.LongRunning);
        await Task.WhenAll(writer, reader).WaitAsync(Patience);
    }

    [Fact]
    public void There_is_no_connection_so_only_two_fresh_queues_of_ours_are_believed()
    {
        Refused("record of two", Record(1));
        Refused("cannot be had", Record(2));
        Refused("has been used before", Record(2, queue => SystemVQueue.TrySend(queue, 4, out _)));
        Refused("is not one of user", Record(2, mode: 0x1B6 /* 0666 */));
        Refused("32 hexadecimal digits", new ChannelOffer(Encoding.ASCII.GetBytes("../../etc/passwd")));
        Refused("cannot be opened", new ChannelOffer(Encoding.ASCII.GetBytes(new string('0', 32))));
        Refused("no descriptors", new ChannelOffer(ReadOnlyMemory<byte>.Empty, UnixSocket.Pair(SOCK_STREAM).Mine));
    }

    [Fact]
    public void There_is_no_safe_moment_to_delete_one_so_the_last_side_does()
    {
        using var pair = new MechanismPair(_mechanism, Options);
        var blocks = Fill(pair.Mine.Outbound);
        pair.FreeMine();
        // The writer has left; everything is still there.
        Assert.Single(_folder.Content);
        pair.Theirs.Inbound.Complete();
        var buffer = new byte[pair.Theirs.Inbound.MaxBlockBytes];
        for (var i = 0; i < blocks; i++)
            Assert.True(pair.Theirs.Inbound.Read(buffer) > 0);
        Assert.Equal(0, pair.Theirs.Inbound.Read(buffer));
    }

    [Fact]
    public void There_is_a_limit_for_the_whole_system_so_the_error_names_it()
    {
        var error = SystemVQueueLimits.Explain(ENOSPC).Message;
        Assert.Contains("kernel.msgmni = " + File.ReadAllText("/proc/sys/kernel/msgmni").Trim(), error, StringComparison.Ordinal);
        Assert.Contains("sysctl kernel.msgmni=", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_channel_that_breaks_off_stops_its_reader_at_once_however_full_it_is()
    {
        using var pair = new MechanismPair(_mechanism, Options);
        Fill(pair.Mine.Outbound);
        pair.Mine.Outbound.BreakOff();
        Assert.Equal(0, pair.Theirs.Inbound.Read(new byte[pair.Theirs.Inbound.MaxBlockBytes]));
        Assert.Equal(0, pair.Mine.Outbound.TryWrite([1]));
    }

    [Theory]
    [InlineData(SystemVMessage.Data, 0)]
    [InlineData(SystemVMessage.WantSpace, 1)]
    public void What_is_neither_a_block_nor_a_mark_is_a_violation(long type, int bytes)
    {
        using var pair = new MechanismPair(_mechanism, Options);
        Inject(type, bytes);
        Assert.Throws<ProtocolViolationException>(() => pair.Theirs.Inbound.Read(new byte[pair.Theirs.Inbound.MaxBlockBytes]));
    }

    /// <summary>A peer that has filled the queue with messages nobody takes leaves no room for the wake-up.</summary>
    [Fact]
    public async Task A_queue_full_of_junk_does_not_hold_the_reader_up()
    {
        using var pair = new MechanismPair(_mechanism, Options);
        var queue = QueueOf(There());
        var reader = Task.Factory.StartNew(
            () => pair.Theirs.Inbound.Read(new byte[pair.Theirs.Inbound.MaxBlockBytes]), TaskCreationOptions.LongRunning);
        while (SystemVQueue.TrySend(queue, 99, out _))
        {
        }

        pair.Theirs.Inbound.Close();
        Assert.Equal(0, await reader.WaitAsync(Patience));
    }

    [Fact]
    public void A_queue_that_somebody_removes_is_an_error_that_says_so()
    {
        using var pair = new MechanismPair(_mechanism, Options);
        Assert.True(SystemVQueue.TryRemove(QueueOf(There())));
        var writing = Assert.Throws<MechanismException>(() => pair.Mine.Outbound.TryWrite([1])).Message;
        var reading = Assert.Throws<MechanismException>(() => pair.Theirs.Inbound.Read(new byte[99999])).Message;
        Assert.All([writing, reading], error => Assert.Contains("ipcrm", error, StringComparison.Ordinal));
    }

    private static byte Pattern(int position) => unchecked((byte)((position * 31) ^ (position >> 13)));

    private static int Fill(OutboundChannel channel)
    {
        var block = new byte[channel.MaxBlockBytes];
        var blocks = 0;
        while (channel.TryWrite(block) > 0)
            blocks++;
        Assert.InRange(blocks, 3, 1000);
        return blocks;
    }

    /// <summary>What an offer of records that lead nowhere, or elsewhere, gets.</summary>
    private void Refused(string reason, (ChannelOffer Offer, IDisposable Record) forged)
    {
        using (forged.Record)
            Refused(reason, forged.Offer);
    }

    private void Refused(string reason, ChannelOffer offer)
    {
        using (offer)
        {
            var error = Assert.Throws<ProtocolViolationException>(() => _mechanism.Accept(offer, Options));
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>A record as somebody else could write it, with queues if there is something to do to them.</summary>
    private unsafe (ChannelOffer Offer, IDisposable Record) Record(int count, Action<int>? spoil = null, int mode = 0)
    {
        var items = Enumerable.Range(0, count).Select(_ => KernelObject.DrawKey(KernelObjectKind.SystemVQueue)).ToArray();
        var record = KernelObjectRecord.Create(_folder.Path, items);
        foreach (var item in spoil is null && mode == 0 ? [] : items)
        {
            var id = mode == 0 ? SystemVQueue.TryCreate(item.Key, out _) : ForeignQueue.Create(item.Key, mode);
            Assert.True(id >= 0);
            spoil?.Invoke(id);
        }

        return (new ChannelOffer(Encoding.ASCII.GetBytes(record.Name)), record);
    }

    private unsafe void Inject(long type, int bytes)
    {
        var message = stackalloc long[] { type, 0 };
        Assert.True(SystemVQueue.TrySend(QueueOf(There()), message, bytes, out _));
    }

    private static int QueueOf(KernelObject item) => SystemVQueue.Find(item.Key, out _);

    /// <summary>The dialler's own queue of the one link that there is.</summary>
    private KernelObject There()
    {
        var name = Path.GetFileNameWithoutExtension(Assert.Single(_folder.Content));
        using var record = KernelObjectRecord.Join(_folder.Path, name);
        return record.Objects[0];
    }
}
