using CsCheck;
using Xunit;

namespace Bus.Transports.Tests.Ring;

/// <summary>The ring against the simplest thing that behaves like it: a queue of bytes.</summary>
public class RingModelTests
{
    [Theory]
    [MemberData(nameof(WakeUpKindsData.All), MemberType = typeof(WakeUpKindsData))]
    public void Any_interleaving_of_writes_and_reads_is_a_queue(RingWakeUp kind) =>
        Gen.Select(Gen.Int[12, 16].Select(bits => 1 << bits), Gen.Select(Gen.Bool, Gen.Int[1, 6000]).Array[1, 60]).Sample((capacity, steps) =>
        {
            using var ring = new RingPair(capacity, TimeSpan.Zero, kind);
            var model = new Queue<byte>();
            byte next = 0;
            foreach (var (write, size) in steps)
            {
                if (write)
                {
                    var block = new byte[Math.Min(size, ring.Mine.Outbound.MaxBlockBytes)];
                    for (var i = 0; i < block.Length; i++)
                        block[i] = unchecked(next++);
                    var taken = ring.Mine.Outbound.TryWrite(block);
                    Assert.Equal(Math.Min(block.Length, capacity - model.Count), taken);
                    next = unchecked((byte)(next - (block.Length - taken)));
                    foreach (var value in block.AsSpan(0, taken))
                        model.Enqueue(value);
                }
                else if (model.Count > 0)
                {
                    var buffer = new byte[size];
                    var count = ring.Theirs.Inbound.Read(buffer);
                    Assert.InRange(count, 1, Math.Min(size, model.Count));
                    foreach (var value in buffer.AsSpan(0, count))
                        Assert.Equal(model.Dequeue(), value);
                }
            }

            // What is left comes out after the end has been announced, and then nothing more.
            ring.Theirs.Inbound.Complete();
            var rest = new byte[65536];
            while (ring.Theirs.Inbound.Read(rest) is > 0 and var count)
            {
                foreach (var value in rest.AsSpan(0, count))
                    Assert.Equal(model.Dequeue(), value);
            }

            Assert.Empty(model);
        }, iter: 300);
}
