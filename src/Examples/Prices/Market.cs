using Bus.Examples.Processes;

namespace Bus.Examples.Prices;

/// <summary>All who take part, and how each of them stands.</summary>
/// <remarks>Thread-safe: the desk writes, the table reads.</remarks>
internal sealed class Market(IReadOnlyList<Member> publishers, IReadOnlyList<Member> consumers)
{
    private readonly Lock _lock = new();
    private readonly PublisherStanding[] _publishers = [.. publishers.Select(_ => new PublisherStanding(0, false, []))];
    private readonly ConsumerStanding[] _consumers = [.. consumers.Select(_ => ConsumerStanding.None)];

    public IReadOnlyList<Member> Publishers => publishers;

    /// <summary>The last one is slow.</summary>
    public IReadOnlyList<Member> Consumers => consumers;

    /// <summary>Quotes of all publishers so far.</summary>
    public long Published => Read(() => _publishers.Sum(standing => standing.Published));

    /// <summary>Nobody publishes any more, and every quote is accounted for at every consumer: handled, or dropped by its mailbox or on the way to it.</summary>
    public bool IsSettled => Read(() => _publishers.All(standing => standing.IsDone)) &&
        Enumerable.Range(0, consumers.Count).All(consumer => Unaccounted(consumer) == 0);

    public PublisherStanding OfPublisher(int index) => Read(() => _publishers[index]);

    public ConsumerStanding OfConsumer(int index) => Read(() => _consumers[index]);

    /// <summary>Quotes that did not fit into the lanes to a consumer.</summary>
    public long DroppedOnTheWayTo(int consumer)
    {
        var address = consumers[consumer].Actor.Path.Address.ToString();
        return Read(() => _publishers.Sum(standing => standing.Dropped.GetValueOrDefault(address)));
    }

    /// <summary>Quotes that are on their way to a consumer; at the end, those that got lost.</summary>
    public long Unaccounted(int consumer) =>
        Published - OfConsumer(consumer).Received - OfConsumer(consumer).Dropped - DroppedOnTheWayTo(consumer);

    public void Set(int publisher, PublisherStanding standing)
    {
        lock (_lock)
            _publishers[publisher] = standing;
    }

    public void Set(int consumer, ConsumerStanding standing)
    {
        lock (_lock)
            _consumers[consumer] = standing;
    }

    private T Read<T>(Func<T> read)
    {
        lock (_lock)
            return read();
    }
}
