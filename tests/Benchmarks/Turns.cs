namespace Bus.Benchmarks;

/// <summary>The order in which several things are measured in each round.</summary>
internal static class Turns
{
    /// <summary>
    /// Who begins changes, and every other round goes backwards: a rotation alone would let each always follow the same one, and
    /// suffer from what that one leaves behind in caches, thread pools and the accounts of the scheduler.
    /// </summary>
    public static IEnumerable<T> Ordered<T>(IReadOnlyList<T> all, int round, int first)
    {
        var forwards = Enumerable.Range(0, all.Count).Select(i => all[(i + first) % all.Count]);
        return round % 2 == 0 ? forwards : forwards.Reverse();
    }
}
