using System.Buffers.Binary;
using Bus.Transports.Interop;
using Bus.Transports.Mechanisms;

namespace Bus.Fuzz.Targets;

/// <summary>
/// A peer that writes what it likes into its own region while this side reads and writes: each input is a list of (head, tail) pairs, sixteen
/// bytes each.
/// </summary>
public sealed unsafe class RingPositionTarget : IFuzzTarget, IDisposable
{
    private const int Capacity = 4096;

    private readonly MappedMemory _own = Pages();
    private readonly MappedMemory _peer = Pages();
    private readonly byte[] _buffer = new byte[Capacity];

    public string Name => "ring-position";

    public IReadOnlyList<byte[]> Seeds =>
        [[.. BitConverter.GetBytes(0L), .. BitConverter.GetBytes(100L), .. BitConverter.GetBytes(50L), .. BitConverter.GetBytes(4096L)]];

    public long AllocationLimit => 64 * 1024;

    public void Run(ReadOnlySpan<byte> input)
    {
        new Span<byte>(_own.Start, RingLayout.DataOffset).Clear();
        new Span<byte>(_peer.Start, RingLayout.DataOffset).Clear();
        var own = RingRegion.Initialize(_own, Capacity, 1);
        var peer = RingRegion.Initialize(_peer, Capacity, 1);
        var outbound = new RingOutbound(own, peer, TimeSpan.Zero, new FutexWakeUp(WakeUp.Writer));
        var inbound = new RingInbound(own, peer, TimeSpan.Zero, new FutexWakeUp(WakeUp.Reader));
        // The end has come already, so that nothing here ever sleeps.
        inbound.Complete();
        for (; input.Length >= 16; input = input[16..])
        {
            *peer.Head = BinaryPrimitives.ReadUInt64LittleEndian(input);
            *peer.Tail = BinaryPrimitives.ReadUInt64LittleEndian(input[8..]);
            var written = outbound.TryWrite(_buffer.AsSpan(0, 1000));
            var read = inbound.Read(_buffer);
            if (written is < 0 or > 1000 || read is < 0 or > Capacity)
                throw new InvalidOperationException($"{written} bytes written, {read} read.");
        }
    }

    public void Dispose()
    {
        _own.Dispose();
        _peer.Dispose();
    }

    private static MappedMemory Pages()
    {
        using var descriptor = Memfd.Create("fuzz", RingLayout.RegionBytes(Capacity));
        return MappedMemory.Map(descriptor, RingLayout.RegionBytes(Capacity), writable: true);
    }
}
