namespace Bus.Benchmarks.Plots;

/// <summary>A labelled point of a picture.</summary>
/// <param name="Label">What it is.</param>
/// <param name="X">More than 0.</param>
/// <param name="Y">More than 0.</param>
/// <param name="IsLimit">Drawn in grey: not ours, but what ours is held against.</param>
internal sealed record PlotPoint(string Label, double X, double Y, bool IsLimit);
