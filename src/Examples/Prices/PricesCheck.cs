namespace Bus.Examples.Prices;

/// <summary>What has to hold at the end.</summary>
internal static class PricesCheck
{
    /// <returns>What does not hold.</returns>
    public static IEnumerable<string> Problems(Market market)
    {
        var slow = market.Consumers.Count - 1;
        for (var i = 0; i <= slow; i++)
        {
            var standing = market.OfConsumer(i);
            if (standing.Disorder > 0)
                yield return $"consumer {i + 1} got {standing.Disorder} quotes after later ones of the same publisher and symbol";
            if (market.Unaccounted(i) != 0)
                yield return $"of {market.Published} quotes, {market.Unaccounted(i)} were neither handled by consumer {i + 1} nor counted as dropped";
            if (standing.Missing > standing.Dropped + market.DroppedOnTheWayTo(i))
                yield return $"consumer {i + 1} misses {standing.Missing} quotes, more than were counted as dropped";
            if (i == slow)
                continue;
            // These two are the others' protection from the slow one.
            if (standing.Received != market.Published)
                yield return $"consumer {i + 1} is fast and got {standing.Received} quotes of {market.Published}";
            if (standing.LagMedian >= market.OfConsumer(slow).LagMedian)
                yield return $"consumer {i + 1} is fast and lags {standing.LagMedian} ms behind, the slow one {market.OfConsumer(slow).LagMedian} ms";
        }
    }
}
