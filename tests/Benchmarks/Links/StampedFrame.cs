using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Bus.Benchmarks.Links;

/// <summary>
/// The payload of a frame that is measured. Every one is stamped before it is sent and checked when it has come, as the kernel's
/// limit does it: a message that nobody looks at would be faster, and could be wrong.
/// <code>
///   0          8          16
///   +----------+----------+--------------------+
///   | number,  | checksum | up to 16 words of  |     the words are spread over the whole length; the checksum is over
///   | flags    |          | it are stamped     |     them and the first word; native byte order
///   +----------+----------+--------------------+
/// </code>
/// </summary>
internal sealed class StampedFrame
{
    public const int SmallestBytes = 2 * sizeof(ulong);

    /// <summary>The last of a stream: the receiver answers when that was.</summary>
    public const ulong Last = 1UL << 63;

    /// <summary>The receiver sends it back.</summary>
    public const ulong Echo = 1UL << 62;

    /// <summary>The receiver answers with an empty frame: the sender may go on.</summary>
    public const ulong Credit = 1UL << 61;

    private const ulong NumberBits = Credit - 1;
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private readonly int _bytes;
    private readonly int[] _places;

    /// <param name="bytes">The length of all frames that this one stamps and checks.</param>
    public StampedFrame(int bytes)
    {
        _bytes = bytes;
        var words = (bytes - SmallestBytes) / sizeof(ulong);
        var count = Math.Min(words, 16);
        _places = [.. Enumerable.Range(0, count).Select(i => bytes - 8 - (8 * (count > 1 ? i * (words - 1) / (count - 1) : 0)))];
    }

    /// <summary>Stamps a frame.</summary>
    /// <param name="frame">Of the length that this one is for.</param>
    /// <param name="first">Number and flags.</param>
    public void Write(Span<byte> frame, ulong first)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(frame.Length, _bytes);
        ref var start = ref MemoryMarshal.GetReference(frame);
        var sum = first * Golden;
        var mark = first << 4;
        // Every place is within the length that was checked.
        foreach (var place in _places)
        {
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, place), mark);
            sum += mark;
            mark += 0x0101010101;
        }

        Unsafe.WriteUnaligned(ref start, first);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, 8), sum);
    }

    /// <summary>Checks a frame.</summary>
    /// <param name="frame">What has come.</param>
    /// <param name="expected">The number that it must have.</param>
    /// <returns>Number and flags.</returns>
    /// <exception cref="BenchmarkException">It is not what was sent.</exception>
    public ulong Check(ReadOnlySpan<byte> frame, ulong expected)
    {
        if (frame.Length != _bytes)
            throw new BenchmarkException($"A frame of {frame.Length} bytes came where one of {_bytes} was sent.");
        ref var start = ref MemoryMarshal.GetReference(frame);
        var first = Unsafe.ReadUnaligned<ulong>(ref start);
        var sum = first * Golden;
        foreach (var place in _places)
            sum += Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, place));
        if (sum != Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, 8)) || (first & NumberBits) != expected)
            throw new BenchmarkException($"Frame {expected} came damaged, or another one in its place.");
        return first;
    }
}
