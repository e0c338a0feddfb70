using System.Buffers;

namespace Bus.Tests.Serialization;

/// <summary>Writes over the same array again and again, and allocates nothing.</summary>
internal sealed class ReusedWriter(int capacity) : IBufferWriter<byte>
{
    private readonly byte[] _array = new byte[capacity];
    private int _written;

    public ReadOnlySpan<byte> Written => _array.AsSpan(0, _written);

    public void Clear() => _written = 0;

    public void Advance(int count) => _written += count;

    public Span<byte> GetSpan(int sizeHint = 0) => _array.AsSpan(_written);

    public Memory<byte> GetMemory(int sizeHint = 0) => _array.AsMemory(_written);
}
