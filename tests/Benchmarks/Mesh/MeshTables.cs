using Bus.Benchmarks.Load;
using Spectre.Console;
using static Bus.Benchmarks.Tables;

namespace Bus.Benchmarks.Mesh;

/// <summary>The results for people.</summary>
internal static class MeshTables
{
    public static void Print(Tables tables, MeshOptions options, MeshResult result)
    {
        if (options.Kills > 0)
        {
            var table = new Table().AddColumn("Event").AddColumn("p50", Right).AddColumn("p99", Right).AddColumn("max", Right).AddColumn("Count", Right);
            Add(table, "PeerUp, from the socket", result.Up);
            Add(table, "the last PeerUp", result.UpEverywhere);
            Add(table, "PeerDown, from SIGKILL", result.Down);
            Add(table, "the last PeerDown", result.DownEverywhere);
            Add(table, "Terminated, from SIGKILL", result.Terminated);
            tables.Print(
                $"{options.Processes} processes, one of them started and killed {options.Kills} times, milliseconds", table,
                $"At every other process; {options.Watchers} of them watch. The time of a socket is the file system's, in steps of up to 4 ms.");
        }

        var whole = new Table().AddColumn("All together").AddColumn("Seconds", Right)
            .AddRow("started, all know all", Number(result.Start.TotalSeconds))
            .AddRow($"{options.Messages:N0} messages, each with each", Number(result.Exchange.TotalSeconds))
            .AddRow("stopped", Number(result.Stop.TotalSeconds))
            .AddRow("sum", Number((result.Start + result.Exchange + result.Stop).TotalSeconds));
        tables.Print($"{options.Processes} processes over {options.Mechanism}", whole, "Nothing was lost, doubled or reordered; nothing is left behind.");
    }

    private static void Add(Table table, string what, Latencies latencies) => table.AddRow(
        what, Number(latencies.Microseconds(50) / 1000, "N2"), Number(latencies.Microseconds(99) / 1000, "N2"), Number(latencies.Microseconds(100) / 1000, "N2"),
        Number(latencies.Count, "N0"));
}
