using System.Buffers;
using Bus.Serialization;

namespace Bus.Lanes;

/// <summary>Where a message is serialized before the outbox is locked. Each thread keeps one; a serializer that itself tells gets another.</summary>
internal sealed class Scratch : IArrayTaker
{
    private const int KeepAtMost = 256 * 1024;

    [ThreadStatic]
    private static Scratch? _spare;

    private byte[] _bytes = new byte[1024];

    // Somebody else's, in place of the own bytes.
    private byte[]? _taken;

    public int Count { get; private set; }

    public ReadOnlyMemory<byte> Written => (_taken ?? _bytes).AsMemory(0, Count);

    public static Scratch Rent()
    {
        var rented = _spare ?? new Scratch();
        _spare = null;
        rented.Count = 0;
        return rented;
    }

    public static void Return(Scratch rented)
    {
        rented._taken = null;
        if (rented._bytes.Length <= KeepAtMost)
            _spare = rented;
    }

    public void Advance(int count) => Count += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(Count);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(Count);
    }

    public void Take(byte[] bytes)
    {
        if (Count == 0)
            (_taken, Count) = (bytes, bytes.Length);
        else
            this.Write(bytes);
    }

    /// <summary>Gives up the bytes, which are the caller's from now on: at least <see cref="Count"/> of them.</summary>
    public byte[] Detach()
    {
        if (_taken is { } taken)
            return taken;
        var bytes = _bytes;
        _bytes = new byte[1024];
        return bytes;
    }

    private void Reserve(int sizeHint)
    {
        if (_taken is { } taken)
            (_taken, _bytes) = (null, taken.AsSpan().ToArray());
        var needed = Count + (long)Math.Max(1, sizeHint);
        if (needed > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(needed, _bytes.Length * 2L)));
    }
}
