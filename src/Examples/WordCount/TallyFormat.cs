using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Bus.Examples.WordCount;

/// <summary>
/// A tally as bytes:
/// <code>
/// | occurrences: u64 | n: u8 | n bytes of UTF-8 |  | occurrences: u64 | n: u8 | ... |
/// </code>
/// Numbers are little-endian.
/// </summary>
internal static class TallyFormat
{
    private const int HeaderBytes = sizeof(ulong) + sizeof(byte);
    private const int MaximumWordBytes = WordCounter.MaximumLetters * 3;

    public static byte[] Write(WordTally tally)
    {
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var (word, occurrences) in tally.Counts)
        {
            var entry = bytes.GetSpan(HeaderBytes + MaximumWordBytes);
            var length = Encoding.UTF8.GetBytes(word, entry[HeaderBytes..]);
            BinaryPrimitives.WriteInt64LittleEndian(entry, occurrences);
            entry[sizeof(ulong)] = (byte)length;
            bytes.Advance(HeaderBytes + length);
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Adds what is in <paramref name="bytes"/> to <paramref name="tally"/>.</summary>
    public static void AddTo(WordTally tally, ReadOnlySpan<byte> bytes)
    {
        Span<char> word = stackalloc char[WordCounter.MaximumLetters];
        while (!bytes.IsEmpty)
        {
            var occurrences = BinaryPrimitives.ReadInt64LittleEndian(bytes);
            var letters = bytes.Slice(HeaderBytes, bytes[sizeof(ulong)]);
            tally.Add(word[..Encoding.UTF8.GetChars(letters, word)], occurrences);
            bytes = bytes[(HeaderBytes + letters.Length)..];
        }
    }
}
