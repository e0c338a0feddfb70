using System.Text.Json;
using System.Text.Json.Serialization;
using Bus.Benchmarks.Load;

namespace Bus.Benchmarks.Mesh;

/// <summary>The results for programs: one line.</summary>
internal static class MeshJson
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static Task WriteAsync(FileInfo file, MeshOptions options, MeshResult result) => File.WriteAllTextAsync(file.FullName, JsonSerializer.Serialize(
        new Line(
            "mesh", options.Mechanism, options.Lean, options.Processes, options.Kills, options.Messages, Of(result.Up), Of(result.UpEverywhere), Of(result.Down),
            Of(result.DownEverywhere), Of(result.Terminated), result.Start.TotalSeconds, result.Exchange.TotalSeconds, result.Stop.TotalSeconds),
        Options) + Environment.NewLine);

    private static Milliseconds? Of(Latencies latencies) => latencies.Count == 0
        ? null
        : new(latencies.Microseconds(50) / 1000, latencies.Microseconds(99) / 1000, latencies.Microseconds(100) / 1000);

    private sealed record Line(
        string Bench, string Mechanism, bool Lean, int Processes, int Kills, int Messages, Milliseconds? UpMs, Milliseconds? LastUpMs, Milliseconds? DownMs,
        Milliseconds? LastDownMs, Milliseconds? TerminatedMs,
        [property: JsonPropertyName("start_s")] double Start,
        [property: JsonPropertyName("exchange_s")] double Exchange,
        [property: JsonPropertyName("stop_s")] double Stop);

    private sealed record Milliseconds(double P50, double P99, double Max);
}
