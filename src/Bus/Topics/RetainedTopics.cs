using System.Collections.Concurrent;
using System.Globalization;

namespace Bus.Topics;

/// <summary>The last message of each topic that was published here to be retained.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class RetainedTopics(int most)
{
    private readonly ConcurrentDictionary<string, RetainedTopic> _topics = new();
    private int _count;

    public bool IsEmpty => Volatile.Read(ref _count) == 0;

    public RetainedTopic? Find(string topic) => _topics.TryGetValue(topic, out var known) ? known : null;

    /// <exception cref="TopicException">There are too many.</exception>
    public RetainedTopic GetOrAdd(string topic)
    {
        while (true)
        {
            if (_topics.TryGetValue(topic, out var known))
                return known;
            if (Interlocked.Increment(ref _count) > most)
            {
                Interlocked.Decrement(ref _count);
                throw new TopicException(
                    $"'{topic}' was not published: its message is to be retained, and this process retains those of " +
                    $"{most.ToString("N0", CultureInfo.InvariantCulture)} topics already. Raise bus.topics.maximum-retained, retain less, or let " +
                    "go of some by ClearRetained.");
            }

            var added = new RetainedTopic(topic);
            if (_topics.TryAdd(topic, added))
                return added;
            Interlocked.Decrement(ref _count);
        }
    }

    /// <returns>False if there was none.</returns>
    public bool Remove(string topic)
    {
        if (!_topics.TryRemove(topic, out var removed))
            return false;
        Interlocked.Decrement(ref _count);
        lock (removed.Gate)
            removed.End();
        return true;
    }

    /// <summary>Those whose topics match, in no particular order.</summary>
    public IEnumerable<RetainedTopic> Matching(TopicPattern pattern)
    {
        if (IsEmpty)
            return [];
        if (pattern.IsTopic)
            return Find(pattern.Text) is { } known ? [known] : [];
        // Without the locks that Values takes.
        return _topics.Where(entry => pattern.Matches(entry.Key)).Select(entry => entry.Value);
    }
}
