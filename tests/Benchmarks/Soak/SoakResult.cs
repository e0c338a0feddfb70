namespace Bus.Benchmarks.Soak;

/// <summary>What a soak gave.</summary>
/// <param name="Options">What was asked for.</param>
/// <param name="Samples">In the order of time.</param>
/// <param name="Messages">What became of them.</param>
/// <param name="StoppedEarly">Nothing came back any more, and so it was given up.</param>
internal sealed record SoakResult(
    SoakOptions Options, IReadOnlyList<SoakSample> Samples, SequenceCounts Messages, bool StoppedEarly)
{
    /// <summary>
    /// What must not grow, with what may be noise: the collector keeps memory back for later, and the pool of threads adapts
    /// itself. A leak of one descriptor is a leak.
    /// </summary>
    public IReadOnlyList<Trend> Trends { get; } =
    [
        Trend.Of("client heap after collection, MiB", Samples, sample => MiB(sample.Client.HeapBytes), share: 0.05, least: 3),
        Trend.Of("peer heap after collection, MiB", Samples, sample => MiB(sample.Peer.HeapBytes), share: 0.05, least: 3),
        Trend.Of("client resident, MiB", Samples, sample => MiB(sample.Client.ResidentBytes), share: 0.1, least: 8),
        Trend.Of("peer resident, MiB", Samples, sample => MiB(sample.Peer.ResidentBytes), share: 0.1, least: 8),
        Trend.Of("client descriptors", Samples, sample => sample.Client.Descriptors, share: 0, least: 0),
        Trend.Of("peer descriptors", Samples, sample => sample.Peer.Descriptors, share: 0, least: 0),
        Trend.Of("client threads", Samples, sample => sample.Client.Threads, share: 0.1, least: 4),
        Trend.Of("peer threads", Samples, sample => sample.Peer.Threads, share: 0.1, least: 4),
    ];

    /// <summary>Memory, descriptors and threads did not grow.</summary>
    public bool IsFlat => Trends.All(trend => trend.IsFlat);

    private static double MiB(long bytes) => bytes / (1024.0 * 1024.0);
}
