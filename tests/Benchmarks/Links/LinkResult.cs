namespace Bus.Benchmarks.Links;

/// <summary>What a cell gave for one link.</summary>
/// <param name="Cell">What was measured.</param>
/// <param name="Kind">Over what.</param>
/// <param name="Medians">Of each figure over the rounds.</param>
/// <param name="Limit">The same of the kernel's limit; null if it was not measured.</param>
/// <param name="Ratios">
/// To the limit, one for each round, since the two were measured there one right after the other. One way it is that of frames
/// per second (more is better), for round trips that of the p50 (less is better). Empty without a limit.
/// </param>
internal sealed record LinkResult(
    LinkCell Cell, LinkKind Kind, LinkSample Medians, LinkSample? Limit, IReadOnlyList<double> Ratios)
{
    public double? Ratio => Median.Of(Ratios);

    /// <param name="cell">What was measured.</param>
    /// <param name="kind">Over what.</param>
    /// <param name="rounds">What each round gave, without a limit or with.</param>
    public static LinkResult Of(
        LinkCell cell, LinkKind kind, IReadOnlyList<(LinkSample Link, LinkSample? Limit)> rounds) => new(
        cell,
        kind,
        LinkSample.MedianOf([.. rounds.Select(round => round.Link)])!,
        LinkSample.MedianOf([.. rounds.Select(round => round.Limit).OfType<LinkSample>()]),
        [.. rounds.Select(round => RatioOf(cell, round.Link, round.Limit)).OfType<double>()]);

    private static double? RatioOf(LinkCell cell, LinkSample link, LinkSample? limit) =>
        cell.Bench == LinkBench.OneWay ? link.MessagesPerSecond / limit?.MessagesPerSecond : link.P50 / limit?.P50;
}
