namespace Bus.Benchmarks.Compare;

/// <summary>The figures of one cell: of one measurement, or the medians of several.</summary>
/// <param name="MessagesPerSecond">Both ways.</param>
/// <param name="ProcessorMicroseconds">Of both processes, for each of these messages.</param>
/// <param name="P50">Round trip in microseconds, not corrected for coordinated omission.</param>
/// <param name="P99">The same; corrected where one message is in flight.</param>
/// <param name="P999">The same as <paramref name="P99"/>.</param>
internal sealed record CellSample(double MessagesPerSecond, double ProcessorMicroseconds, double P50, double P99, double P999);
