using ScottPlot;

namespace Bus.Benchmarks.Plots;

/// <summary>A picture of labelled points between two logarithmic axes.</summary>
internal static class ScatterPicture
{
    private const int Width = 1200;
    private const int Height = 800;
    private const float FontSize = 14;
    private static readonly PixelPadding Margins = new(90, 30, 70, 60);
    private static readonly Color LimitColor = new(160, 160, 160);
    private static readonly Color PointColor = new(31, 97, 160);

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string file, string title, string xTitle, string yTitle, IReadOnlyList<PlotPoint> points)
    {
        using var plot = new Plot();
        plot.Layout.Fixed(Margins);
        plot.Title(title, 17);
        var (x, y) = (Range.Of(points.Select(point => point.X)), Range.Of(points.Select(point => point.Y)));
        Prepare(plot.Axes.Bottom, xTitle, x);
        Prepare(plot.Axes.Left, yTitle, y);
        plot.Axes.SetLimits(x.Least, x.Most, y.Least, y.Most);
        foreach (var point in points)
        {
            plot.Add.Marker(
                Math.Log10(point.X), Math.Log10(point.Y),
                point.IsLimit ? MarkerShape.OpenCircle : MarkerShape.FilledCircle, 10, ColorOf(point));
        }

        AddLabels(plot, points, x, y);
        plot.SavePng(file, Width, Height);
    }

    private static void AddLabels(Plot plot, IReadOnlyList<PlotPoint> points, Range x, Range y)
    {
        // The margins are fixed, so that where a point will be drawn is known before it is.
        var area = new PixelRect(0, Width - Margins.Left - Margins.Right, Height - Margins.Top - Margins.Bottom, 0);
        Pixel[] pixels = [.. points.Select(point =>
            new Pixel(x.ShareOf(point.X) * area.Width, (1 - y.ShareOf(point.Y)) * area.Height))];
        var placer = new LabelPlacer(area, pixels);
        // Ours first: they have the better places.
        foreach (var (i, point) in points.Index().OrderBy(entry => entry.Item.IsLimit))
        {
            var place = placer.Place(pixels[i], point.Label.Length * FontSize * 0.6f, FontSize * 1.25f);
            var center = Coordinates((place.Left + place.Right) / 2, (place.Top + place.Bottom) / 2);
            var label = plot.Add.Text(point.Label, center);
            label.LabelFontSize = FontSize;
            label.LabelFontColor = ColorOf(point);
            label.LabelAlignment = Alignment.MiddleCenter;
            // A label that had to go farther away is tied to its point.
            var tie = new Pixel(
                Math.Clamp(pixels[i].X, place.Left, place.Right), Math.Clamp(pixels[i].Y, place.Top, place.Bottom));
            if (Math.Abs(tie.X - pixels[i].X) + Math.Abs(tie.Y - pixels[i].Y) < 24)
                continue;
            var line = plot.Add.Line(Coordinates(tie.X, tie.Y), Coordinates(pixels[i].X, pixels[i].Y));
            line.LineColor = ColorOf(point).WithAlpha(0.5);
            line.LineWidth = 1;
        }

        Coordinates Coordinates(float pixelX, float pixelY) => new(x.At(pixelX / area.Width), y.At(1 - (pixelY / area.Height)));
    }

    private static Color ColorOf(PlotPoint point) => point.IsLimit ? LimitColor : PointColor;

    private static void Prepare(IAxis axis, string title, Range range)
    {
        axis.Label.Text = title;
        axis.Label.Bold = false;
        axis.Label.FontSize = FontSize + 1;
        axis.TickLabelStyle.FontSize = FontSize;
        LogAxis.Label(axis, range.Least, range.Most);
    }

    /// <summary>The powers of ten from one that is a bit less than all values to one that is a bit more.</summary>
    private readonly record struct Range(double Least, double Most)
    {
        private const double Margin = 0.12;

        public static Range Of(IEnumerable<double> values)
        {
            double[] powers = [.. values.Select(Math.Log10)];
            return new Range(powers.Min() - Margin, powers.Max() + Margin);
        }

        /// <summary>0 for the least, 1 for the most.</summary>
        public float ShareOf(double value) => (float)((Math.Log10(value) - Least) / (Most - Least));

        /// <summary>The power of ten at such a share.</summary>
        public double At(double share) => Least + (share * (Most - Least));
    }
}
