using Bus.Transports.Links;
using Xunit;

namespace Bus.Transports.Tests.Links;

public class ByteQueueTests
{
    private const int Burst = 4 * 1024 * 1024;

    [Fact]
    public void What_is_extended_keeps_what_was_there()
    {
        var queue = new ByteQueue();
        for (var i = 0; i < 100; i++)
            queue.Extend(1000).Fill((byte)i);
        Assert.Equal(100_000, queue.Count);
        for (var i = 0; i < 100; i++)
            Assert.False(queue.Bytes.Slice(i * 1000, 1000).ContainsAnyExcept((byte)i));
    }

    /// <summary>A busy link would ask for the memory of each batch anew.</summary>
    [Fact]
    public void The_memory_of_a_burst_is_kept_until_it_is_trimmed()
    {
        var queue = new ByteQueue();
        queue.Extend(Burst);
        queue.Clear();
        Assert.Equal(0, queue.Count);
        Assert.InRange(AllocatedByExtending(), 0, Burst - 1);
        queue.Trim();
        Assert.Equal(0, queue.Count);
        Assert.InRange(AllocatedByExtending(), Burst, long.MaxValue);

        long AllocatedByExtending()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            queue.Extend(Burst);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
