using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bus.Benchmarks.Links;

/// <summary>The results for programs: a line for each cell and link.</summary>
internal static class LinksJson
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static Task WriteAsync(FileInfo file, IReadOnlyList<LinkResult> results) =>
        File.WriteAllLinesAsync(file.FullName, results.Select(result => JsonSerializer.Serialize(Line.Of(result), Options)));

    /// <param name="Bench">oneway or roundtrip.</param>
    /// <param name="Link">The mechanism.</param>
    /// <param name="WakeUp">Null for what is no ring.</param>
    /// <param name="Size">Bytes of a payload.</param>
    /// <param name="MessagesPerSecond">See <see cref="LinkSample"/>.</param>
    /// <param name="LimitMessagesPerSecond">The same of the limit, null without.</param>
    /// <param name="RatioToLimit">See <see cref="LinkResult"/>; null without a limit.</param>
    /// <param name="RttUs">Microseconds; null in it for oneway.</param>
    /// <param name="LimitRttUsP50">The same of the limit, null without.</param>
    private sealed record Line(
        string Bench,
        string Link,
        string? WakeUp,
        int Size,
        [property: JsonPropertyName("msgs_per_s")] double MessagesPerSecond,
        [property: JsonPropertyName("limit_msgs_per_s")] double? LimitMessagesPerSecond,
        double? RatioToLimit,
        Percentiles RttUs,
        [property: JsonPropertyName("limit_rtt_us_p50")] double? LimitRttUsP50)
    {
        public static Line Of(LinkResult result) => new(
            result.Cell.Bench.ToString().ToLowerInvariant(),
            result.Kind.Mechanism,
            result.Kind.WakeUp,
            result.Cell.Size,
            Math.Round(result.Medians.MessagesPerSecond),
            Round(result.Limit?.MessagesPerSecond, 0),
            Round(result.Ratio, 3),
            new Percentiles(Round(result.Medians.P50, 2), Round(result.Medians.P99, 2)),
            Round(result.Limit?.P50, 2));

        private static double? Round(double? value, int digits) => value is { } number ? Math.Round(number, digits) : null;
    }

    private sealed record Percentiles(double? P50, double? P99);
}
