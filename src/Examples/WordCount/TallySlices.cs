using System.Buffers.Binary;
using System.Text;

namespace Bus.Examples.WordCount;

/// <summary>
/// A tally as bytes, cut into slices that each fit one message. A slice is a sequence of entries and can be read by itself:
/// <code>
/// | occurrences: u64 | n: u8 | n bytes of UTF-8 |  | occurrences: u64 | n: u8 | ... |
/// </code>
/// Numbers are little-endian.
/// </summary>
internal static class TallySlices
{
    /// <summary>Half of the default maximum-frame-size: there is room for the paths and the envelope that Akka.Remote adds.</summary>
    public const int MaximumBytes = 64 * 1000;

    private const int HeaderBytes = sizeof(ulong) + sizeof(byte);
    private const int MaximumWordBytes = WordCounter.MaximumLetters * 3;

    /// <summary>The slices of a tally: at least one, the last possibly empty, each at most <see cref="MaximumBytes"/>.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Of(WordTally tally)
    {
        var slices = new List<ReadOnlyMemory<byte>>();
        var slice = new byte[MaximumBytes];
        var used = 0;
        foreach (var (word, occurrences) in tally.Counts)
        {
            if (slice.Length - used < HeaderBytes + MaximumWordBytes)
            {
                slices.Add(slice.AsMemory(0, used));
                slice = new byte[MaximumBytes];
                used = 0;
            }

            var entry = slice.AsSpan(used);
            var bytes = Encoding.UTF8.GetBytes(word, entry[HeaderBytes..]);
            BinaryPrimitives.WriteInt64LittleEndian(entry, occurrences);
            entry[sizeof(ulong)] = (byte)bytes;
            used += HeaderBytes + bytes;
        }

        slices.Add(slice.AsMemory(0, used));
        return slices;
    }

    /// <summary>Adds what a slice holds to <paramref name="tally"/>.</summary>
    public static void AddTo(WordTally tally, ReadOnlySpan<byte> slice)
    {
        Span<char> word = stackalloc char[WordCounter.MaximumLetters];
        while (!slice.IsEmpty)
        {
            var occurrences = BinaryPrimitives.ReadInt64LittleEndian(slice);
            var bytes = slice.Slice(HeaderBytes, slice[sizeof(ulong)]);
            tally.Add(word[..Encoding.UTF8.GetChars(bytes, word)], occurrences);
            slice = slice[(HeaderBytes + bytes.Length)..];
        }
    }
}
