namespace Bus.Benchmarks.Compare;

/// <summary>The figures of one cell: of one measurement, or the medians of several.</summary>
/// <param name="MessagesPerSecond">Both ways; those that are sent for oneway.</param>
/// <param name="ProcessorMicroseconds">Of both processes, for each of these messages.</param>
/// <param name="AllocatedBytes">Of both processes, for each of these messages.</param>
/// <param name="P50">
/// Round trip in microseconds, not corrected for coordinated omission; for oneway, from a message to its acknowledgement.
/// </param>
/// <param name="P99">The same; corrected where one message is in flight.</param>
/// <param name="P999">The same as <paramref name="P99"/>.</param>
internal sealed record CellSample(
    double MessagesPerSecond, double ProcessorMicroseconds, double AllocatedBytes, double P50, double P99, double P999)
{
    /// <summary>Of each figure by itself.</summary>
    /// <param name="samples">One at least.</param>
    public static CellSample Medians(IReadOnlyCollection<CellSample> samples)
    {
        return new CellSample(
            Of(sample => sample.MessagesPerSecond), Of(sample => sample.ProcessorMicroseconds), Of(sample => sample.AllocatedBytes),
            Of(sample => sample.P50), Of(sample => sample.P99), Of(sample => sample.P999));

        double Of(Func<CellSample, double> read) => Median.Of(samples.Select(read))!.Value;
    }
}
