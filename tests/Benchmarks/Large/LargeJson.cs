using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bus.Benchmarks.Large;

/// <summary>The results for programs: a line for each carrier.</summary>
internal static class LargeJson
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static Task WriteAsync(FileInfo file, LargeOptions options, IReadOnlyList<LargeResult> results) =>
        File.WriteAllLinesAsync(file.FullName, results.Select(result => JsonSerializer.Serialize(
            new Line(
                "large", result.Carrier.Name, options.Bytes, Math.Round(Median.Of(result.LargePerSecond)!.Value, 2),
                RoundTrips.Of(result.Alone), RoundTrips.Of(result.Beside)),
            Options)));

    /// <param name="Bench">large.</param>
    /// <param name="Carrier">Its name.</param>
    /// <param name="LargeBytes">Of a large message.</param>
    /// <param name="LargePerSecond">How many came.</param>
    /// <param name="AloneRttUs">The small message while nothing else is sent, microseconds.</param>
    /// <param name="BesideRttUs">The small message beside large ones, microseconds.</param>
    private sealed record Line(
        string Bench,
        string Carrier,
        int LargeBytes,
        [property: JsonPropertyName("large_per_s")] double LargePerSecond,
        RoundTrips AloneRttUs,
        RoundTrips BesideRttUs);

    private sealed record RoundTrips(double P50, double P99, double Max)
    {
        public static RoundTrips Of(SmallLatencies latencies) =>
            new(Math.Round(latencies.P50, 2), Math.Round(latencies.P99, 2), Math.Round(latencies.Max, 2));
    }
}
