using System.Globalization;
using Akka.Actor;
using Bus.Board;

namespace Bus.Topics;

/// <summary>What other systems subscribe to, as their notices say.</summary>
/// <remarks>Called by one thread at a time.</remarks>
internal sealed class PeerInterests(TopicExchange exchange, InterestTable table, IPartPost post, int most) : INoticeReader
{
    private readonly Dictionary<Address, int> _counts = [];

    public string? OnPosted(Address peer, Notice notice)
    {
        if (!InterestName.TryRead(notice.Key, out var name, out var problem))
            return $"its notice is for no topic: {problem}";
        if (NumberIn(notice) is not { } number)
            return $"its notice does not say which subscription to {name} it is for";
        lock (exchange.RetainedGate)
            return Take(peer, name, number);
    }

    public void OnWithdrawn(Address peer, Notice notice)
    {
        if (!table.Remove(notice.Key, peer))
            return;
        if (--_counts[peer] == 0)
            _counts.Remove(peer);
    }

    private string? Take(Address peer, InterestName name, long number)
    {
        var part = post.PartAt(peer, TopicExchange.Part);
        var before = table.Set(name, new PeerInterest(peer, part, number));
        if (before is null && !Count(peer))
        {
            table.Remove(name.Text, peer);
            return $"it takes no more than {most.ToString("N0", CultureInfo.InvariantCulture)} topics and groups of one process; raise " +
                "bus.topics.maximum-subscriptions there";
        }

        if (name.Group is null)
            exchange.Replay(name.Pattern, new Replay(name.Text, before?.Number ?? 0, number), part);
        return null;
    }

    private bool Count(Address peer)
    {
        var count = _counts.GetValueOrDefault(peer);
        if (count == most)
            return false;
        _counts[peer] = count + 1;
        return true;
    }

    private static long? NumberIn(Notice notice)
    {
        var gap = notice.Text.IndexOf(' ', StringComparison.Ordinal);
        return gap > 0 && notice.Text.AsSpan(gap + 1).SequenceEqual(notice.Key) &&
            long.TryParse(notice.Text.AsSpan(0, gap), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }
}
