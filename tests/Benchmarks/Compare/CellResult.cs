using Bus.Benchmarks.Carriers;

namespace Bus.Benchmarks.Compare;

/// <summary>What a cell gave for one carrier.</summary>
/// <param name="Cell">What was measured.</param>
/// <param name="Carrier">Over what.</param>
/// <param name="Medians">Of each figure over the rounds.</param>
/// <param name="Ratios">
/// To dotnetty, one for each round, since the two were measured there one right after the other and what disturbs the machine
/// mostly disturbs both. For pingpong it is that of messages per second (more is better), otherwise that of the p50 round trips
/// (less is better). Empty without dotnetty.
/// </param>
internal sealed record CellResult(Cell Cell, Carrier Carrier, CellSample Medians, IReadOnlyList<double> Ratios)
{
    public double? Ratio => Median.Of(Ratios);

    /// <param name="cell">What was measured.</param>
    /// <param name="carrier">Over what.</param>
    /// <param name="samples">A sample for each round.</param>
    /// <param name="baseline">Those of dotnetty, if it was measured.</param>
    public static CellResult Of(
        Cell cell, Carrier carrier, IReadOnlyList<CellSample> samples, IReadOnlyList<CellSample>? baseline) => new(
        cell,
        carrier,
        new CellSample(
            Median.Of(samples.Select(sample => sample.MessagesPerSecond))!.Value,
            Median.Of(samples.Select(sample => sample.ProcessorMicroseconds))!.Value,
            Median.Of(samples.Select(sample => sample.P50))!.Value,
            Median.Of(samples.Select(sample => sample.P99))!.Value,
            Median.Of(samples.Select(sample => sample.P999))!.Value),
        baseline is null ? [] : [.. samples.Zip(baseline, (mine, theirs) => Compared(cell, mine) / Compared(cell, theirs))]);

    private static double Compared(Cell cell, CellSample sample) =>
        cell.Bench == Bench.PingPong ? sample.MessagesPerSecond : sample.P50;
}
