using System.Text.Json;

namespace Bus.Benchmarks.Budget;

/// <summary>The results for programs: a line for each kind of link and number of peers.</summary>
internal static class BudgetJson
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static Task WriteAsync(BudgetOptions options, IReadOnlyList<BudgetResult> results) =>
        File.WriteAllLinesAsync(options.Json!.FullName, results.Select(result => JsonSerializer.Serialize(new Line(
            "budget", result.Kind?.Mechanism, result.Kind?.WakeUp, result.Peers,
            new Change(result.Before.Threads, result.After.Threads),
            new Change(result.Before.Descriptors, result.After.Descriptors),
            new Change(result.Before.ResidentBytes, result.After.ResidentBytes),
            new Change(result.Before.MappedBytes, result.After.MappedBytes),
            options.Idle.TotalSeconds,
            Math.Round(result.IdleProcessor.TotalMilliseconds, 3)), Options)));

    /// <param name="Bench">budget.</param>
    /// <param name="Link">The mechanism; null for the process without a link.</param>
    /// <param name="WakeUp">Null for what is no ring.</param>
    /// <param name="Peers">So many links.</param>
    /// <param name="Threads">Of the process that has them.</param>
    /// <param name="Descriptors">The same.</param>
    /// <param name="ResidentBytes">The same.</param>
    /// <param name="MappedBytes">The same.</param>
    /// <param name="IdleSeconds">So long nothing was sent.</param>
    /// <param name="IdleProcessorMs">Meanwhile it used so much of the processors.</param>
    private sealed record Line(
        string Bench,
        string? Link,
        string? WakeUp,
        int Peers,
        Change Threads,
        Change Descriptors,
        Change ResidentBytes,
        Change MappedBytes,
        double IdleSeconds,
        double IdleProcessorMs);

    private sealed record Change(long Before, long After);
}
