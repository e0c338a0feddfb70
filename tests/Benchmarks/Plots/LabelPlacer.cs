using ScottPlot;

namespace Bus.Benchmarks.Plots;

/// <summary>
/// Finds places for labels near their points where they cover neither points nor each other: round the point first, then farther
/// and farther away. All in pixels.
/// </summary>
/// <param name="bounds">Labels stay within.</param>
/// <param name="points">Where the points are.</param>
internal sealed class LabelPlacer(PixelRect bounds, IReadOnlyList<Pixel> points)
{
    private const int PointRadius = 7;

    private readonly List<PixelRect> _taken = [.. points.Select(point => new PixelRect(point, PointRadius))];

    /// <summary>Takes the best place that is still free.</summary>
    public PixelRect Place(Pixel point, float width, float height)
    {
        for (var distance = PointRadius + 2f; distance < bounds.Width; distance += 6)
        {
            foreach (var candidate in Around(point, distance, width, height))
            {
                if (!IsFree(candidate))
                    continue;
                _taken.Add(candidate);
                return candidate;
            }
        }

        return Around(point, PointRadius, width, height).First();
    }

    /// <summary>Right, left, above, below, and the corners.</summary>
    private static IEnumerable<PixelRect> Around(Pixel point, float distance, float width, float height)
    {
        foreach (var (x, y) in new[] { (1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1) })
        {
            var left = point.X + (x * distance) - (x switch { 1 => 0, -1 => width, _ => width / 2 });
            var top = point.Y + (y * distance) - (y switch { 1 => 0, -1 => height, _ => height / 2 });
            yield return new PixelRect(left, left + width, top + height, top);
        }
    }

    private bool IsFree(PixelRect place) =>
        place.Left >= bounds.Left && place.Right <= bounds.Right && place.Top >= bounds.Top && place.Bottom <= bounds.Bottom
        && !_taken.Any(other => Overlap(place, other));

    private static bool Overlap(PixelRect one, PixelRect other) =>
        one.Left < other.Right && other.Left < one.Right && one.Top < other.Bottom && other.Top < one.Bottom;
}
