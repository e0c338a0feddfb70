using System.Text.Json;

namespace Bus.Benchmarks.Mixed;

/// <summary>The results for programs: a line for each sample, and one for the whole.</summary>
internal static class MixedJson
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static Task WriteAsync(FileInfo file, MixedResult result) => File.WriteAllLinesAsync(file.FullName,
    [
        .. result.Samples.Select(sample => JsonSerializer.Serialize(sample, Options)),
        JsonSerializer.Serialize(
            new
            {
                Bench = "mixed",
                Carrier = result.Options.Carrier.Name,
                result.Options.Duration.TotalMinutes,
                result.Received,
                result.Kills,
                result.Closings,
                result.IsClean,
                result.IsFlat,
                result.Faults,
                result.Pairs,
                result.Trends,
            },
            Options),
    ]);
}
