using Bus.Benchmarks.Load;
using Bus.Benchmarks.Payloads;
using Spectre.Console;
using static Bus.Benchmarks.Tables;

namespace Bus.Benchmarks.Compare;

/// <summary>The results for people.</summary>
internal static class CompareTables
{
    public static void Print(Tables tables, IReadOnlyList<CellResult> results)
    {
        foreach (var payload in results.Select(result => result.Cell.Payload).Distinct())
        {
            tables.Print(
                $"pingpong, {payload}: {payload.InFlight} messages in flight for each client",
                Throughput("Clients", results.Where(result => result.Cell.Bench == Bench.PingPong && result.Cell.Payload == payload)),
                "Medians over the rounds; messages both ways. Ratios are taken in each round; more is better. " +
                "CPU and allocated bytes are those of both processes for a message.");
        }

        tables.Print(
            $"oneway: one client, which waits for acknowledgements beyond {PayloadNames.String.Window:N0} small messages",
            Throughput("Payload", results.Where(result => result.Cell.Bench == Bench.OneWay)),
            "As above. Only the messages that are sent count; the percentiles are those of acknowledgements.");
        if (results.Any(result => result.Cell.Bench == Bench.RoundTrip))
        {
            tables.Print("round trips, one client, microseconds", RoundTrips(results),
                "Medians over the rounds. Ratios are those of p50; less is better. No coordinated omission in the tails.");
        }
    }

    private static Table Throughput(string heading, IEnumerable<CellResult> results)
    {
        var table = new Table()
            .AddColumn(heading, Right).AddColumn("Carrier").AddColumn("Messages/s", Right)
            .AddColumn("To dotnetty", Right).AddColumn("Rounds", Right).AddColumn("CPU us", Right).AddColumn("Alloc. B", Right)
            .AddColumn("p50 us", Right).AddColumn("p99 us", Right).AddColumn("p99.9 us", Right);
        Cell? last = null;
        foreach (var result in results)
        {
            if (last is not null && last != result.Cell)
                table.AddEmptyRow();
            last = result.Cell;
            table.AddRow(
                last.Bench == Bench.PingPong ? Number(last.Clients, "N0") : last.Payload.Name,
                result.Carrier.Name, Number(result.Medians.MessagesPerSecond, "N0"),
                Ratio(result), Spread(result), Number(result.Medians.ProcessorMicroseconds, "N2"),
                Number(result.Medians.AllocatedBytes, "N0"),
                Number(result.Medians.P50), Number(result.Medians.P99), Number(result.Medians.P999));
        }

        return table;
    }

    private static Table RoundTrips(IReadOnlyList<CellResult> results)
    {
        var table = new Table()
            .AddColumn("Messages").AddColumn("Carrier").AddColumn("p50", Right)
            .AddColumn("To dotnetty", Right).AddColumn("Rounds", Right)
            .AddColumn("p99", Right).AddColumn("p99.9", Right).AddColumn("CPU us", Right);
        foreach (var bench in new[] { Bench.RoundTrip, Bench.Paced })
        {
            CellResult[] ofBench = [.. results.Where(result => result.Cell.Bench == bench)];
            if (bench == Bench.Paced && ofBench.Length > 0)
                table.AddEmptyRow();
            foreach (var result in ofBench)
            {
                table.AddRow(
                    bench == Bench.RoundTrip ? "one in flight" : $"{PacedLoop.MessagesPerSecond} a second",
                    result.Carrier.Name, Number(result.Medians.P50), Ratio(result), Spread(result),
                    Number(result.Medians.P99), Number(result.Medians.P999), Number(result.Medians.ProcessorMicroseconds, "N2"));
            }
        }

        return table;
    }

    private static string Ratio(CellResult result) => Number(result.Ratio, "N2");

    private static string Spread(CellResult result) =>
        result.Ratios.Count > 1 ? $"{Number(result.Ratios.Min(), "N2")} to {Number(result.Ratios.Max(), "N2")}" : "";
}
