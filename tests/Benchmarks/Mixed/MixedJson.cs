using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bus.Benchmarks.Mixed;

/// <summary>The results for programs: a line for each sample, as it is taken, and one for the whole.</summary>
internal sealed class MixedJson(FileInfo file) : IDisposable
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        // A run that is too short has trends that are not numbers.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly StreamWriter _lines = new(file.FullName) { AutoFlush = true };

    public void Write(MixedSample sample) => _lines.WriteLine(JsonSerializer.Serialize(sample, Options));

    public void Write(MixedResult result) => _lines.WriteLine(JsonSerializer.Serialize(
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
        Options));

    public void Dispose() => _lines.Dispose();
}
