using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bus.Benchmarks.Compare;

/// <summary>The results for programs: a line for each cell and carrier. The paced round trips are for people only.</summary>
internal static class CompareJson
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static Task WriteAsync(FileInfo file, IReadOnlyList<CellResult> results) =>
        File.WriteAllLinesAsync(file.FullName, results
            .Where(result => result.Cell.Bench != Bench.Paced)
            .Select(result => JsonSerializer.Serialize(Line.Of(result), Options)));

    /// <param name="Bench">pingpong, oneway or roundtrip.</param>
    /// <param name="Carrier">Its name.</param>
    /// <param name="Clients">1 for oneway and roundtrip.</param>
    /// <param name="Payload">What the messages were.</param>
    /// <param name="MessagesPerSecond">Both ways; those that are sent for oneway.</param>
    /// <param name="RatioToDotnetty">See <see cref="CellResult"/>; null if dotnetty was not measured.</param>
    /// <param name="RttUs">Microseconds; see <see cref="CellSample"/>.</param>
    /// <param name="AllocatedBytes">Of both processes together.</param>
    /// <param name="ProcessorMicroseconds">Of both processes together.</param>
    private sealed record Line(
        string Bench,
        string Carrier,
        int Clients,
        string Payload,
        [property: JsonPropertyName("msgs_per_s")] double MessagesPerSecond,
        double? RatioToDotnetty,
        Percentiles RttUs,
        [property: JsonPropertyName("alloc_bytes_per_msg")] double AllocatedBytes,
        [property: JsonPropertyName("cpu_us_per_msg")] double ProcessorMicroseconds)
    {
        public static Line Of(CellResult result) => new(
            result.Cell.Bench.ToString().ToLowerInvariant(),
            result.Carrier.Name,
            result.Cell.Clients,
            result.Cell.Payload.Name,
            Math.Round(result.Medians.MessagesPerSecond),
            result.Ratio is { } ratio ? Math.Round(ratio, 3) : null,
            Percentiles.Of(result.Medians),
            Math.Round(result.Medians.AllocatedBytes, 1),
            Math.Round(result.Medians.ProcessorMicroseconds, 3));
    }

    private sealed record Percentiles(double P50, double P99, double P999)
    {
        public static Percentiles Of(CellSample sample) =>
            new(Math.Round(sample.P50, 2), Math.Round(sample.P99, 2), Math.Round(sample.P999, 2));
    }
}
