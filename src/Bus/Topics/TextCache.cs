using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.Serialization;
using System.Text;

namespace Bus.Topics;

/// <summary>The texts that peers send again and again: for the same bytes the same string, without a new one each time.</summary>
/// <remarks>Thread-safe. Bounded, as peers choose the texts: when it is full, all are forgotten, and those in use come back.</remarks>
internal sealed class TextCache
{
    public const int Capacity = 10_000;

    /// <summary>Longer ones, in bytes, are made anew each time.</summary>
    public const int Longest = 1024;

    private volatile ConcurrentDictionary<string, string> _known = new();
    private int _count;

    /// <summary>Takes a text off the front: its length in bytes as u16, and UTF-8.</summary>
    /// <exception cref="SerializationException">It is cut off.</exception>
    public string Take(ref ReadOnlySpan<byte> source)
    {
        var length = source.Length >= sizeof(ushort) ? BinaryPrimitives.ReadUInt16LittleEndian(source) : -1;
        if (length < 0 || length > source.Length - sizeof(ushort))
            throw new SerializationException($"A text of {length} bytes in {source.Length} cannot be.");
        var text = Get(source.Slice(sizeof(ushort), length));
        source = source[(sizeof(ushort) + length)..];
        return text;
    }

    [SkipLocalsInit]
    private string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Longest)
            return Encoding.UTF8.GetString(utf8);
        Span<char> room = stackalloc char[Longest];
        ReadOnlySpan<char> text = room[..Encoding.UTF8.GetChars(utf8, room)];
        var known = _known;
        return known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var same) ? same : Add(text.ToString());
    }

    private string Add(string text)
    {
        // Two threads may each begin anew: it only costs some strings.
        if (Interlocked.Increment(ref _count) > Capacity)
        {
            _known = new ConcurrentDictionary<string, string>();
            Volatile.Write(ref _count, 1);
        }

        return _known.GetOrAdd(text, text);
    }
}
