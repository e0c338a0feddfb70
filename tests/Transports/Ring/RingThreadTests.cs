using Xunit;

namespace Bus.Transports.Tests.Ring;

/// <summary>A writer and a reader on threads of their own, with nothing between them but the ring.</summary>
public class RingThreadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [MemberData(nameof(Floods))]
    public async Task A_flood_arrives_whole_and_in_order(RingWakeUp kind, int capacity, int spinMicroseconds)
    {
        // Who never sleeps waits for its turn on a busy machine again and again.
        var total = (kind == RingWakeUp.Spin ? 4L : 64L) * 1024 * 1024;
        using var ring = new RingPair(capacity, TimeSpan.FromMicroseconds(spinMicroseconds), kind);
        var writer = Task.Factory.StartNew(() =>
        {
            var random = new Random(1);
            var block = new byte[ring.Mine.Outbound.MaxBlockBytes];
            for (long sent = 0; sent < total;)
            {
                var size = (int)Math.Min(random.Next(1, block.Length + 1), total - sent);
                for (var i = 0; i < size; i++)
                    block[i] = Pattern(sent + i);
                for (var at = 0; at < size;)
                {
                    var taken = ring.Mine.Outbound.TryWrite(block.AsSpan(at, size - at));
                    at += taken;
                    if (taken == 0)
                        Assert.True(ring.Mine.Outbound.WaitWritable());
                }

                sent += size;
            }
        }, TaskCreationOptions.LongRunning);
        var reader = Task.Factory.StartNew(() =>
        {
            var buffer = new byte[ring.Theirs.Inbound.MaxBlockBytes];
            long received = 0;
            while (received < total)
            {
                var count = ring.Theirs.Inbound.Read(buffer);
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

    /// <summary>
    /// Each turn sleeps on both sides, so a single lost wake-up would stop it for good. All kinds at once: a turn is mostly time in which nobody runs.
    /// </summary>
    [Fact]
    public Task No_wake_up_is_lost_in_a_hundred_thousand_turns_without_spinning() =>
        Task.WhenAll(Enum.GetValues<RingWakeUp>().Where(kind => kind != RingWakeUp.Spin).Select(kind => Turns(kind, 100_000)));

    [Fact]
    public Task No_turn_is_lost_by_who_never_sleeps() => Turns(RingWakeUp.Spin, 1000);

    /// <summary>The reader thinks of a sleeping writer only now and then; a writer that it forgot would sleep for good.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(2047)]
    [InlineData(2048)]
    [InlineData(2049)]
    [InlineData(4096)]
    public async Task A_writer_that_sleeps_is_woken_however_little_is_read_at_a_time(int most)
    {
        var total = Math.Min(most * 100_000, 16 * 1024 * 1024);
        using var ring = new RingPair(4096, TimeSpan.Zero);
        var writer = Task.Factory.StartNew(() =>
        {
            var block = new byte[ring.Mine.Outbound.MaxBlockBytes];
            for (var left = total; left > 0;)
            {
                var taken = ring.Mine.Outbound.TryWrite(block.AsSpan(0, Math.Min(block.Length, left)));
                left -= taken;
                if (taken == 0)
                    Assert.True(ring.Mine.Outbound.WaitWritable());
            }
        }, TaskCreationOptions.LongRunning);
        var reader = Task.Factory.StartNew(() =>
        {
            var buffer = new byte[most];
            for (var left = total; left > 0;)
                left -= ring.Theirs.Inbound.Read(buffer);
        }, TaskCreationOptions.LongRunning);
        await Task.WhenAll(writer, reader).WaitAsync(Patience);
    }

    [Theory]
    [MemberData(nameof(WakeUpKindsData.All), MemberType = typeof(WakeUpKindsData))]
    public async Task Closing_wakes_a_sleeping_reader_and_a_sleeping_writer(RingWakeUp kind)
    {
        for (var round = 0; round < 200; round++)
        {
            using var ring = new RingPair(4096, TimeSpan.Zero, kind);
            while (ring.Mine.Outbound.TryWrite(new byte[2048]) > 0)
            {
            }

            var reader = Task.Factory.StartNew(() => ring.Mine.Inbound.Read(new byte[1]), TaskCreationOptions.LongRunning);
            var writer = Task.Factory.StartNew(ring.Mine.Outbound.WaitWritable, TaskCreationOptions.LongRunning);
            if (round % 2 == 0)
                await Task.Yield();
            ring.Mine.Inbound.Close();
            ring.Mine.Outbound.Close();
            Assert.Equal(0, await reader.WaitAsync(Patience));
            Assert.False(await writer.WaitAsync(Patience));
        }
    }

    /// <summary>The end of one direction leaves the other one as it is.</summary>
    [Theory]
    [MemberData(nameof(WakeUpKindsData.All), MemberType = typeof(WakeUpKindsData))]
    public async Task Closing_one_direction_leaves_the_other_its_sleeps(RingWakeUp kind)
    {
        using var ring = new RingPair(4096, TimeSpan.Zero, kind);
        ring.Mine.Outbound.Close();
        ring.Theirs.Inbound.Complete();
        for (var turn = 0; turn < 100; turn++)
        {
            var reader = Task.Factory.StartNew(() => ring.Mine.Inbound.Read(new byte[1]), TaskCreationOptions.LongRunning);
            if (turn % 2 == 0)
                await Task.Yield();
            Assert.Equal(1, ring.Theirs.Outbound.TryWrite(new byte[1]));
            Assert.Equal(1, await reader.WaitAsync(Patience));
        }
    }

    private static async Task Turns(RingWakeUp kind, int turns)
    {
        using var ring = new RingPair(4096, TimeSpan.Zero, kind);
        var echo = Task.Factory.StartNew(() =>
        {
            var one = new byte[1];
            for (var i = 0; i < turns; i++)
            {
                Assert.Equal(1, ring.Theirs.Inbound.Read(one));
                Assert.Equal(1, ring.Theirs.Outbound.TryWrite(one));
            }
        }, TaskCreationOptions.LongRunning);
        var ask = Task.Factory.StartNew(() =>
        {
            var one = new byte[1];
            for (var i = 0; i < turns; i++)
            {
                one[0] = unchecked((byte)i);
                Assert.Equal(1, ring.Mine.Outbound.TryWrite(one));
                Assert.Equal(1, ring.Mine.Inbound.Read(one));
                Assert.Equal(unchecked((byte)i), one[0]);
            }
        }, TaskCreationOptions.LongRunning);
        try
        {
            await Task.WhenAll(echo, ask).WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"A turn over {kind} was not over in time.");
        }
    }

    public static TheoryData<RingWakeUp, int, int> Floods()
    {
        var data = new TheoryData<RingWakeUp, int, int>();
        foreach (var kind in Enum.GetValues<RingWakeUp>())
        {
            foreach (var capacity in new[] { 4096, 65536 })
            {
                data.Add(kind, capacity, 0);
                data.Add(kind, capacity, 20);
            }
        }

        return data;
    }

    private static byte Pattern(long position) => unchecked((byte)((position * 31) ^ (position >> 13)));
}
