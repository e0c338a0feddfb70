using System.Globalization;
using Bus.Benchmarks.Plots;

namespace Bus.Benchmarks.Links;

/// <summary>
/// The results as pictures, one for each size: round trips against throughput, a point for each link, the limits in grey.
/// </summary>
internal static class LinksPlot
{
    public static void Save(DirectoryInfo folder, IReadOnlyList<LinkResult> results)
    {
        folder.Create();
        foreach (var size in results.Select(result => result.Cell.Size).Distinct())
        {
            var oneWay = Of(LinkBench.OneWay, size).ToDictionary(result => result.Kind);
            List<PlotPoint> points = [];
            foreach (var roundTrip in Of(LinkBench.RoundTrip, size))
            {
                var stream = oneWay.GetValueOrDefault(roundTrip.Kind);
                Add(roundTrip.Kind, stream?.Medians, roundTrip.Medians, isLimit: false);
                Add(roundTrip.Kind, stream?.Limit, roundTrip.Limit, isLimit: true);
            }

            // A point needs both benches.
            if (points.Count == 0)
                continue;
            ScatterPicture.Save(
                Path.Combine(folder.FullName, string.Create(CultureInfo.InvariantCulture, $"links-{size}.png")),
                $"Frames of {Tables.Number(size, "N0")} bytes between two processes; in grey, what the kernel can do",
                "one way, frames a second (more is better)",
                "round trip, p50, microseconds (less is better)",
                points);

            void Add(LinkKind kind, LinkSample? stream, LinkSample? roundTrip, bool isLimit)
            {
                if (stream is not null && roundTrip?.P50 is { } p50)
                    points.Add(new PlotPoint(kind.ToString(), stream.MessagesPerSecond, p50, isLimit));
            }
        }

        IEnumerable<LinkResult> Of(LinkBench bench, int size) =>
            results.Where(result => result.Cell == new LinkCell(bench, size));
    }
}
