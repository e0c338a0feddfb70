namespace Bus.Transports.Links;

/// <summary>Bytes collected at the end and taken all at once. Keeps its memory until it is told that nothing more comes for now.</summary>
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
        if (count > _bytes.Length - Count)
            Grow(count);
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

    /// <summary>Forgets the bytes.</summary>
    public void Clear() => Count = 0;

    /// <summary>Forgets the bytes, and gives up the memory of a burst.</summary>
    public void Trim()
    {
        Count = 0;
        if (_bytes.Length > KeepAtMost)
            _bytes = [];
    }

    private void Grow(int count)
    {
        var needed = Count + (long)count;
        if (needed > Array.MaxLength)
            throw new InvalidOperationException($"{Count:N0} bytes wait already; {count:N0} more than that fit into no array.");
        var size = Math.Min(Array.MaxLength, Math.Max(Initial, Math.Max(needed, _bytes.Length * 2L)));
        var larger = GC.AllocateUninitializedArray<byte>((int)size);
        Bytes.CopyTo(larger);
        _bytes = larger;
    }
}
