namespace Bus.Benchmarks.Links;

/// <summary>The figures of one cell: of one measurement, or the medians of several.</summary>
/// <param name="MessagesPerSecond">One way: frames delivered. Round trip: frames that came back.</param>
/// <param name="ProcessorMicroseconds">Of both processes, for each of these; null if it is not known.</param>
/// <param name="P50">Round trip in microseconds; null for one way.</param>
/// <param name="P99">The same.</param>
internal sealed record LinkSample(double MessagesPerSecond, double? ProcessorMicroseconds, double? P50, double? P99)
{
    /// <summary>Null if there are none.</summary>
    public static LinkSample? MedianOf(IReadOnlyCollection<LinkSample> samples) => samples.Count == 0 ? null : new LinkSample(
        Median.Of(samples.Select(sample => sample.MessagesPerSecond))!.Value,
        Median.Of(samples.Select(sample => sample.ProcessorMicroseconds).OfType<double>()),
        Median.Of(samples.Select(sample => sample.P50).OfType<double>()),
        Median.Of(samples.Select(sample => sample.P99).OfType<double>()));
}
