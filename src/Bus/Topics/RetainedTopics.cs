using System.Collections.Concurrent;
using System.Globalization;
using Akka.Actor;

namespace Bus.Topics;

/// <summary>The last message of each topic that was published here to be retained.</summary>
/// <remarks>
/// <see cref="Gate"/> guards everything but <see cref="IsEmpty"/> and <see cref="Has"/>, which any thread may ask. It is also held while messages of topics with a retained message are told, and
/// from when a subscription is in force until it has been sent what is retained: else a new subscriber could get the retained message after a later one.
/// </remarks>
internal sealed class RetainedTopics(int most)
{
    private readonly ConcurrentDictionary<string, RetainedTopic> _topics = new();
    private int _count;

    /// <summary>One for all topics: a subscription with wildcards is to many of them at once.</summary>
    public Lock Gate { get; } = new();

    public bool IsEmpty => Volatile.Read(ref _count) == 0;

    public bool Has(string topic) => _topics.ContainsKey(topic);

    /// <exception cref="TopicException">There are too many.</exception>
    public RetainedTopic Keep(string topic, object message, IActorRef? sender)
    {
        if (!_topics.ContainsKey(topic))
        {
            if (_count == most)
            {
                throw new TopicException(
                    $"'{topic}' was not published: its message is to be retained, and this process retains those of " +
                    $"{most.ToString("N0", CultureInfo.InvariantCulture)} topics already. Raise bus.topics.maximum-retained, retain less, or let " +
                    "go of some by ClearRetained.");
            }

            Volatile.Write(ref _count, _count + 1);
        }

        return _topics[topic] = new RetainedTopic(topic, message, sender);
    }

    /// <returns>False if there was none.</returns>
    public bool Remove(string topic)
    {
        if (!_topics.TryRemove(topic, out _))
            return false;
        Volatile.Write(ref _count, _count - 1);
        return true;
    }

    /// <summary>Those whose topics match, in no particular order.</summary>
    public IEnumerable<RetainedTopic> Matching(TopicPattern pattern)
    {
        if (IsEmpty)
            return [];
        if (pattern.IsTopic)
            return _topics.TryGetValue(pattern.Text, out var known) ? [known] : [];
        // Without the locks that Values takes.
        return _topics.Where(entry => pattern.Matches(entry.Key)).Select(entry => entry.Value);
    }
}
