using System.Runtime.InteropServices;

namespace Bus.Examples.WordCount;

/// <summary>Words, and how often each was seen. Not thread-safe.</summary>
internal sealed class WordTally
{
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public WordTally() => _lookup = _counts.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Each different word with its number of occurrences, in no order.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>All occurrences of all words.</summary>
    public long Total { get; private set; }

    /// <summary>Adds occurrences of one word. A string is made only for a word that is new.</summary>
    public void Add(ReadOnlySpan<char> word, long occurrences = 1)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_lookup, word, out _) += occurrences;
        Total += occurrences;
    }

    /// <summary>The most frequent words, those with as many occurrences in alphabetical order.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Top(int words) =>
        [.. _counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal).Take(words)];

    /// <summary>The words that the two do not agree on.</summary>
    public IReadOnlyList<string> DifferencesFrom(WordTally other) =>
        [.. _counts.Keys.Union(other._counts.Keys)
            .Where(word => _counts.GetValueOrDefault(word) != other._counts.GetValueOrDefault(word))
            .Order(StringComparer.Ordinal)];
}
