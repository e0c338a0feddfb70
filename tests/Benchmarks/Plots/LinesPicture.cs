using ScottPlot;

namespace Bus.Benchmarks.Plots;

/// <summary>A picture of lines over a few named places, with a logarithmic vertical axis.</summary>
internal static class LinesPicture
{
    private const int Width = 1200;
    private const int Height = 800;
    private const float FontSize = 14;
    private const double Margin = 0.12;
    private static readonly IPalette[] Palettes = [new ScottPlot.Palettes.Category10(), new ScottPlot.Palettes.Category20()];
    private static readonly MarkerShape[] Shapes =
        [MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledDiamond, MarkerShape.FilledTriangleUp];

    /// <param name="file">Where it goes.</param>
    /// <param name="title">Above it.</param>
    /// <param name="xTitle">Below it.</param>
    /// <param name="yTitle">Beside it.</param>
    /// <param name="places">What the places on the horizontal axis are called, from left to right.</param>
    /// <param name="lines">One at least.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(
        string file, string title, string xTitle, string yTitle, IReadOnlyList<string> places, IReadOnlyList<PlotLine> lines)
    {
        using var plot = new Plot();
        plot.Title(title, 17);
        Prepare(plot.Axes.Bottom, xTitle);
        Prepare(plot.Axes.Left, yTitle);
        double[] x = [.. Enumerable.Range(0, places.Count)];
        plot.Axes.Bottom.SetTicks(x, [.. places]);
        var palette = Palettes.FirstOrDefault(each => each.Colors.Length >= lines.Count) ?? Palettes[^1];
        foreach (var (i, line) in lines.Index())
        {
            var drawn = plot.Add.Scatter(x, line.Values.Select(Math.Log10).ToArray(), palette.GetColor(i));
            drawn.LegendText = line.Label;
            drawn.LineWidth = 2;
            drawn.MarkerSize = 9;
            // Colours come again when there are many lines.
            drawn.MarkerShape = Shapes[i / palette.Colors.Length % Shapes.Length];
        }

        double[] powers = [.. lines.SelectMany(line => line.Values).Select(Math.Log10)];
        var (least, most) = (powers.Min() - Margin, powers.Max() + Margin);
        LogAxis.Label(plot.Axes.Left, least, most);
        plot.Axes.SetLimits(-0.2, places.Count - 0.8, least, most);
        plot.Legend.FontSize = FontSize;
        plot.ShowLegend(Edge.Right);
        plot.SavePng(file, Width, Height);
    }

    private static void Prepare(IAxis axis, string title)
    {
        axis.Label.Text = title;
        axis.Label.Bold = false;
        axis.Label.FontSize = FontSize + 1;
        axis.TickLabelStyle.FontSize = FontSize;
    }
}
