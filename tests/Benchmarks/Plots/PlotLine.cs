namespace Bus.Benchmarks.Plots;

/// <summary>A line of a picture.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Values">One for each place on the horizontal axis, each more than 0.</param>
internal sealed record PlotLine(string Label, IReadOnlyList<double> Values);
