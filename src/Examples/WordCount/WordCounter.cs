using System.Text;

namespace Bus.Examples.WordCount;

/// <summary>
/// Takes text apart. A word is a run of letters, counted in lower case; everything else separates. A run of more than
/// <see cref="MaximumLetters"/> letters is counted in pieces of that length, so that no input makes an entry of unbounded size.
/// </summary>
internal static class WordCounter
{
    public const int MaximumLetters = 64;
    private const int BufferedCharacters = 64 * 1024;

    /// <summary>Counts the words of a file, read as UTF-8 unless its byte order mark says otherwise.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static void CountFile(string path, WordTally tally, CancellationToken cancelled)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        using var reader = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, BufferedCharacters);
        Count(reader, tally, cancelled);
    }

    /// <summary>Counts the words that <paramref name="reader"/> still holds.</summary>
    public static void Count(TextReader reader, WordTally tally, CancellationToken cancelled)
    {
        var buffer = new char[BufferedCharacters];
        // The word that is being read lives outside the buffer: it may go on in the next one.
        Span<char> word = stackalloc char[MaximumLetters];
        var letters = 0;
        for (int read; (read = reader.Read(buffer)) > 0;)
        {
            cancelled.ThrowIfCancellationRequested();
            foreach (var character in buffer.AsSpan(0, read))
            {
                if (IsLetter(character))
                {
                    word[letters++] = ToLower(character);
                    if (letters < MaximumLetters)
                        continue;
                }

                if (letters == 0)
                    continue;
                tally.Add(word[..letters]);
                letters = 0;
            }
        }

        if (letters > 0)
            tally.Add(word[..letters]);
    }

    private static bool IsLetter(char character) =>
        char.IsAscii(character) ? char.IsAsciiLetter(character) : char.IsLetter(character);

    private static char ToLower(char letter) => char.IsAscii(letter) ? (char)(letter | 0x20) : char.ToLowerInvariant(letter);
}
