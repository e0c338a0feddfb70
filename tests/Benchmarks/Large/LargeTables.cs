using Spectre.Console;
using static Bus.Benchmarks.Tables;

namespace Bus.Benchmarks.Large;

/// <summary>The results for people.</summary>
internal static class LargeTables
{
    private const double MiB = 1024 * 1024;

    public static void Print(Tables tables, LargeOptions options, IReadOnlyList<LargeResult> results) => tables.Print(
        $"a small message beside messages of {Number(options.Bytes / MiB, "N0")} MiB, round trips in microseconds",
        Table(options, results),
        "All rounds together. No coordinated omission in p99. Delayed by: what a large message under way adds.");

    private static Table Table(LargeOptions options, IReadOnlyList<LargeResult> results)
    {
        var table = new Table().AddColumn("Carrier");
        foreach (var heading in new[] { "Alone", "Beside", "Delayed by" })
            table.AddColumn($"{heading}: p50", Right).AddColumn("p99", Right).AddColumn("max", Right);
        table.AddColumn("Large MiB/s", Right);
        foreach (var result in results)
        {
            var (alone, beside) = (result.Alone, result.Beside);
            table.AddRow(
                result.Carrier.Name,
                Number(alone.P50), Number(alone.P99), Number(alone.Max),
                Number(beside.P50), Number(beside.P99), Number(beside.Max),
                Number(beside.P50 - alone.P50), Number(beside.P99 - alone.P99), Number(beside.Max - alone.Max),
                Number(Median.Of(result.LargePerSecond) * options.Bytes / MiB, "N0"));
        }

        return table;
    }
}
