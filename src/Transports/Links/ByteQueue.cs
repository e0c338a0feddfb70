namespace Bus.Transports.Links;

/// <summary>Bytes collected at the end and taken all at once. Keeps its memory between uses, unless a burst made it very large.</summary>
internal sealed class ByteQueue
{
    private const int Initial = 16 * 1024;
    private const int KeepAtMost = 1024 * 1024;

    private byte[] _bytes = [];

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Count);

    /// <summary>Makes sure that <paramref name="count"/> more bytes find room, so that to extend it by as many cannot fail any more.</summary>
    /// <exception cref="InvalidOperationException">No array can hold as many.</exception>
    public void Reserve(int count)
    {
        var needed = Count + (long)count;
        if (needed <= _bytes.Length)
            return;
        if (needed > Array.MaxLength)
            throw new InvalidOperationException($"{Count:N0} bytes wait already; {count:N0} more than that fit into no array.");
        Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(Initial, Math.Max(needed, _bytes.Length * 2L))));
    }

    /// <summary>Makes room for <paramref name="count"/> more bytes, which the caller fills.</summary>
    /// <exception cref="InvalidOperationException">As <see cref="Reserve"/> throws it.</exception>
    public Span<byte> Extend(int count)
    {
        Reserve(count);
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
