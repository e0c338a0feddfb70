using Spectre.Console;
using static Bus.Benchmarks.Tables;

namespace Bus.Benchmarks.Links;

/// <summary>The results for people: a table for each cell.</summary>
internal static class LinksTables
{
    public static void Print(Tables tables, IReadOnlyList<LinkResult> results)
    {
        foreach (var cell in results.Select(result => result.Cell).Distinct())
        {
            LinkResult[] ofCell = [.. results.Where(result => result.Cell == cell)];
            if (cell.Bench == LinkBench.OneWay)
            {
                tables.Print($"one way, frames of {Number(cell.Size, "N0")} bytes", OneWay(ofCell),
                    "Medians over the rounds. The ratio to the kernel's limit is taken in each round; more is better. " +
                    "CPU is what both processes spend on a frame.");
            }
            else
            {
                tables.Print(
                    $"round trip, one frame of {Number(cell.Size, "N0")} bytes in flight, microseconds",
                    RoundTrip(ofCell),
                    "Medians over the rounds. The ratio to the kernel's limit is that of p50, taken in each round; less is " +
                    "better. CPU is what both processes spend on a round trip.");
            }
        }
    }

    private static Table OneWay(IReadOnlyList<LinkResult> results)
    {
        var table = new Table()
            .AddColumn("Mechanism").AddColumn("Wake-up").AddColumn("Frames/s", Right).AddColumn("MB/s", Right)
            .AddColumn("Limit", Right).AddColumn("Ratio", Right).AddColumn("Rounds", Right)
            .AddColumn("CPU ns", Right).AddColumn("Limit", Right);
        foreach (var result in results)
        {
            table.AddRow(
                result.Kind.Mechanism, result.Kind.WakeUp ?? "",
                Number(result.Medians.MessagesPerSecond, "N0"),
                Number(result.Medians.MessagesPerSecond * result.Cell.Size / 1e6, "N0"),
                Number(result.Limit?.MessagesPerSecond, "N0"), Number(result.Ratio, "N2"), Spread(result),
                Number(1000 * result.Medians.ProcessorMicroseconds, "N0"),
                Number(1000 * result.Limit?.ProcessorMicroseconds, "N0"));
        }

        return table;
    }

    private static Table RoundTrip(IReadOnlyList<LinkResult> results)
    {
        var table = new Table()
            .AddColumn("Mechanism").AddColumn("Wake-up").AddColumn("p50", Right).AddColumn("p99", Right)
            .AddColumn("Limit p50", Right).AddColumn("Ratio", Right).AddColumn("Rounds", Right).AddColumn("Limit p99", Right)
            .AddColumn("CPU us", Right).AddColumn("Limit", Right);
        foreach (var result in results)
        {
            table.AddRow(
                result.Kind.Mechanism, result.Kind.WakeUp ?? "",
                Number(result.Medians.P50, "N2"), Number(result.Medians.P99, "N2"),
                Number(result.Limit?.P50, "N2"), Number(result.Ratio, "N2"), Spread(result), Number(result.Limit?.P99, "N2"),
                Number(result.Medians.ProcessorMicroseconds, "N2"), Number(result.Limit?.ProcessorMicroseconds, "N2"));
        }

        return table;
    }

    private static string Spread(LinkResult result) =>
        result.Ratios.Count > 1 ? $"{Number(result.Ratios.Min(), "N2")} to {Number(result.Ratios.Max(), "N2")}" : "";
}
