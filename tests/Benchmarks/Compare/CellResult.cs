using Bus.Benchmarks.Carriers;

namespace Bus.Benchmarks.Compare;

/// <summary>What a cell gave for one carrier.</summary>
/// <param name="Cell">What was measured.</param>
/// <param name="Carrier">Over what.</param>
/// <param name="Medians">Of each figure over the rounds.</param>
/// <param name="Ratios">
/// To dotnetty, one for each round, since the two were measured there one right after the other and what disturbs the machine
/// mostly disturbs both. For pingpong and oneway it is that of messages per second (more is better), otherwise that of the p50
/// round trips (less is better). Empty without dotnetty.
/// </param>
internal sealed record CellResult(Cell Cell, Carrier Carrier, CellSample Medians, IReadOnlyList<double> Ratios)
{
    public double? Ratio => Median.Of(Ratios);

    /// <param name="cell">What was measured.</param>
    /// <param name="carrier">Over what.</param>
    /// <param name="samples">A sample for each round, and one at least.</param>
    /// <param name="baseline">Those of dotnetty; empty if it was not measured.</param>
    public static CellResult Of(
        Cell cell, Carrier carrier, IReadOnlyList<CellSample> samples, IReadOnlyList<CellSample> baseline) => new(
        cell,
        carrier,
        CellSample.Medians(samples),
        [.. samples.Zip(baseline, (mine, theirs) => Compared(cell, mine) / Compared(cell, theirs))]);

    private static double Compared(Cell cell, CellSample sample) => cell.IsThroughput ? sample.MessagesPerSecond : sample.P50;
}
