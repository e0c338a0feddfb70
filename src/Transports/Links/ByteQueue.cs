namespace Bus.Transports.Links;

/// <summary>Bytes collected at the end and taken all at once. Keeps its memory between uses, unless a burst made it very large.</summary>
internal sealed class ByteQueue
{
    private const int Initial = 16 * 1024;
    private const int KeepAtMost = 1024 * 1024;

    private byte[] _bytes = [];

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Count);

    /// <summary>Makes room for <paramref name="count"/> more bytes, which the caller fills.</summary>
    public Span<byte> Extend(int count)
    {
        if (Count + count > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(Initial, Math.Max(Count + (long)count, _bytes.Length * 2L))));
        var added = _bytes.AsSpan(Count, count);
        Count += count;
        return added;
    }

    public void Clear()
    {
        Count = 0;
        if (_bytes.Length > KeepAtMost)
            _bytes = [];
    }
}
