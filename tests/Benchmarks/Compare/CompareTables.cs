using Bus.Benchmarks.Load;
using Spectre.Console;
using static Bus.Benchmarks.Tables;

namespace Bus.Benchmarks.Compare;

/// <summary>The results for people.</summary>
internal static class CompareTables
{
    public static void Print(Tables tables, IReadOnlyList<CellResult> results)
    {
        tables.Print("pingpong: 50 messages in flight for each client", Throughput(results),
            "Medians over the rounds; messages both ways. Ratios are taken in each round; more is better. " +
            "CPU is what both processes spend on a message.");
        tables.Print("round trips, one client, microseconds", RoundTrips(results),
            "Medians over the rounds. Ratios are those of p50; less is better. No coordinated omission in the tails.");
    }

    private static Table Throughput(IReadOnlyList<CellResult> results)
    {
        var table = new Table()
            .AddColumn("Clients", Right).AddColumn("Carrier").AddColumn("Messages/s", Right)
            .AddColumn("To dotnetty", Right).AddColumn("Rounds", Right)
            .AddColumn("CPU us", Right).AddColumn("p50 us", Right).AddColumn("p99 us", Right).AddColumn("p99.9 us", Right);
        var clients = 0;
        foreach (var result in results.Where(result => result.Cell.Bench == Bench.PingPong))
        {
            if (clients != 0 && clients != result.Cell.Clients)
                table.AddEmptyRow();
            clients = result.Cell.Clients;
            table.AddRow(
                Number(clients, "N0"), result.Carrier.Name, Number(result.Medians.MessagesPerSecond, "N0"),
                Ratio(result), Spread(result), Number(result.Medians.ProcessorMicroseconds, "N2"),
                Number(result.Medians.P50), Number(result.Medians.P99), Number(result.Medians.P999));
        }

        return table;
    }

    private static Table RoundTrips(IReadOnlyList<CellResult> results)
    {
        var table = new Table()
            .AddColumn("Messages").AddColumn("Carrier").AddColumn("p50", Right)
            .AddColumn("To dotnetty", Right).AddColumn("Rounds", Right)
            .AddColumn("p99", Right).AddColumn("p99.9", Right);
        foreach (var bench in new[] { Bench.RoundTrip, Bench.Paced })
        {
            if (bench == Bench.Paced)
                table.AddEmptyRow();
            foreach (var result in results.Where(result => result.Cell.Bench == bench))
            {
                table.AddRow(
                    bench == Bench.RoundTrip ? "one in flight" : $"{PacedLoop.MessagesPerSecond} a second",
                    result.Carrier.Name, Number(result.Medians.P50), Ratio(result), Spread(result),
                    Number(result.Medians.P99), Number(result.Medians.P999));
            }
        }

        return table;
    }

    private static string Ratio(CellResult result) => Number(result.Ratio, "N2");

    private static string Spread(CellResult result) =>
        result.Ratios.Count > 1 ? $"{Number(result.Ratios.Min(), "N2")} to {Number(result.Ratios.Max(), "N2")}" : "";
}
