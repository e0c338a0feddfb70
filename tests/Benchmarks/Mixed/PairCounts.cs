namespace Bus.Benchmarks.Mixed;

/// <summary>What became of the messages of one pair, as the receiver saw them.</summary>
/// <param name="Name">Of the pair.</param>
/// <param name="Received">All of them.</param>
/// <param name="Lost">Jumped over.</param>
/// <param name="Doubled">Had come before.</param>
/// <param name="Reordered">Were overtaken.</param>
/// <param name="Corrupt">Were not what was sent.</param>
/// <param name="Stale">Were of an epoch that was over.</param>
/// <param name="First">What went wrong first.</param>
internal sealed record PairCounts(
    string Name, long Received, long Lost, long Doubled, long Reordered, long Corrupt, long Stale, string? First)
{
    /// <summary>Nothing has gone wrong.</summary>
    public bool IsClean => Lost == 0 && Doubled == 0 && Reordered == 0 && Corrupt == 0 && Stale == 0 && First is null;

    /// <summary>The same pair in several lives of a process.</summary>
    public static PairCounts operator +(PairCounts left, PairCounts right) => new(
        left.Name,
        left.Received + right.Received,
        left.Lost + right.Lost,
        left.Doubled + right.Doubled,
        left.Reordered + right.Reordered,
        left.Corrupt + right.Corrupt,
        left.Stale + right.Stale,
        left.First ?? right.First);
}
