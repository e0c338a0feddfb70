namespace Bus.Benchmarks.Soak;

/// <summary>
/// Whether something grows under an even load. The first quarter of the run is its warm-up and does not count; the median of
/// the last quarter is held against that of the second. Medians, since a single sample may fall into anything; quarters that
/// lie apart, since what leaks slowly shows there most.
/// </summary>
/// <param name="Name">What it is, and its unit.</param>
/// <param name="Early">The median of the second quarter.</param>
/// <param name="Late">The median of the last quarter.</param>
/// <param name="Allowed">How much more is still noise.</param>
internal sealed record Trend(string Name, double Early, double Late, double Allowed)
{
    public double Growth => Late - Early;

    /// <summary>It does not grow. With too few samples nothing can be said, and that is no.</summary>
    public bool IsFlat => Growth <= Allowed;

    /// <param name="name">What it is, and its unit.</param>
    /// <param name="samples">At even intervals.</param>
    /// <param name="read">Reads it off a sample.</param>
    /// <param name="share">May grow by this share of its early value,</param>
    /// <param name="least">or by this much, whichever is more.</param>
    public static Trend Of<TSample>(
        string name, IReadOnlyList<TSample> samples, Func<TSample, double> read, double share, double least)
    {
        var quarter = samples.Count / 4;
        var early = Median.Of(samples.Skip(quarter).Take(quarter).Select(read)) ?? double.NaN;
        var late = Median.Of(samples.TakeLast(quarter).Select(read)) ?? double.NaN;
        return new Trend(name, early, late, Math.Max(early * share, least));
    }
}
