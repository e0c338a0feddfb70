using Bus.Benchmarks.Soak;

namespace Bus.Benchmarks.Mixed;

/// <summary>What a mixed load gave.</summary>
/// <param name="Options">What was asked for.</param>
/// <param name="Samples">In the order of time.</param>
/// <param name="Pairs">What has come, and how.</param>
/// <param name="Faults">What else went wrong.</param>
/// <param name="Kills">So often the peer was killed.</param>
/// <param name="Closings">Lanes closed in agreement, by either side.</param>
internal sealed record MixedResult(
    MixedOptions Options,
    IReadOnlyList<MixedSample> Samples,
    IReadOnlyList<PairCounts> Pairs,
    IReadOnlyList<string> Faults,
    int Kills,
    long Closings)
{
    /// <summary>
    /// What must not grow, with what may be noise. Large messages come and go in memory that the collector keeps back for a while. A lane
    /// that is being closed or opened at the moment of a sample has some descriptors and a thread: of the thousands of lanes of a long
    /// run, even one in a hundred that kept one would show.
    /// </summary>
    public IReadOnlyList<Trend> Trends { get; } =
    [
        Trend.Of("heap after collection, MiB", Samples, sample => MiB(sample.Survivor.HeapBytes), share: 0.05, least: 4),
        Trend.Of("resident, MiB", Samples, sample => MiB(sample.Survivor.ResidentBytes), share: 0.2, least: 64),
        Trend.Of("descriptors", Samples, sample => sample.Survivor.Descriptors, share: 0, least: 16),
        Trend.Of("threads", Samples, sample => sample.Survivor.Threads, share: 0.1, least: 6),
    ];

    public bool IsFlat => Trends.All(trend => trend.IsFlat);

    public bool IsClean => Faults.Count == 0 && Pairs.All(pair => pair.IsClean);

    public long Received => Pairs.Sum(pair => pair.Received);

    private static double MiB(long bytes) => bytes / (1024.0 * 1024.0);
}
