using System.Buffers;

namespace Bus.Tests.Serialization;

/// <summary>Gives never more room than it is asked for, and only a little if it is not told how much is needed.</summary>
internal sealed class StingyWriter : IBufferWriter<byte>
{
    private readonly ArrayBufferWriter<byte> _inner = new();

    public ReadOnlySpan<byte> Written => _inner.WrittenSpan;

    /// <summary>The most that was asked for at once.</summary>
    public int LargestRequest { get; private set; }

    public void Advance(int count) => _inner.Advance(count);

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        LargestRequest = Math.Max(LargestRequest, sizeHint);
        var size = sizeHint == 0 ? 3 : sizeHint;
        return _inner.GetMemory(size)[..size];
    }
}
