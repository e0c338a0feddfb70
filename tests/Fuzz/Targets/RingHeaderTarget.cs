using System.Buffers.Binary;
using Bus.Transports.Mechanisms;

namespace Bus.Fuzz.Targets;

/// <summary>The header of a peer's region; the last eight bytes of an input are the region's size.</summary>
public sealed class RingHeaderTarget : IFuzzTarget
{
    public string Name => "ring-header";

    public IReadOnlyList<byte[]> Seeds => [Valid(4096), Valid(1024 * 1024)];

    public long AllocationLimit => 64 * 1024;

    public void Run(ReadOnlySpan<byte> input)
    {
        if (input.Length < RingLayout.TailOffset + sizeof(long))
            return;
        var size = BinaryPrimitives.ReadInt64LittleEndian(input[^sizeof(long)..]);
        var (capacity, _) = RingRegion.CheckHeader(input, size, null);
        if (RingLayout.RegionBytes(capacity) != size || capacity < RingLayout.SmallestCapacity || (capacity & (capacity - 1)) != 0)
            throw new InvalidOperationException($"A capacity of {capacity} was believed for a region of {size} bytes.");
    }

    private static byte[] Valid(int capacity)
    {
        var input = new byte[RingLayout.TailOffset + sizeof(long)];
        BinaryPrimitives.WriteUInt64LittleEndian(input, RingLayout.Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(input.AsSpan(RingLayout.VersionOffset), RingLayout.Version);
        BinaryPrimitives.WriteUInt16LittleEndian(input.AsSpan(RingLayout.HeaderLengthOffset), RingLayout.DataOffset);
        BinaryPrimitives.WriteUInt32LittleEndian(input.AsSpan(RingLayout.CapacityOffset), (uint)capacity);
        BinaryPrimitives.WriteInt64LittleEndian(input.AsSpan(RingLayout.TailOffset), RingLayout.RegionBytes(capacity));
        return input;
    }
}
