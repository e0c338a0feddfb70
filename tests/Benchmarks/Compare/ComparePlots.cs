using System.Globalization;
using Bus.Benchmarks.Payloads;
using Bus.Benchmarks.Plots;

namespace Bus.Benchmarks.Compare;

/// <summary>The results as pictures, a line for each carrier: throughput by clients, and the percentiles of latencies.</summary>
internal static class ComparePlots
{
    private static readonly string[] PercentileNames = ["p50", "p99", "p99.9"];

    public static void Save(DirectoryInfo folder, IReadOnlyList<CellResult> results)
    {
        folder.Create();
        foreach (var payload in results.Select(result => result.Cell.Payload).Distinct())
        {
            CellResult[] ofPayload = [.. results.Where(result => result.Cell.Payload == payload)];
            SaveThroughput(File("throughput"), payload, [.. ofPayload.Where(result => result.Cell.Bench == Bench.PingPong)]);
            foreach (var cell in ofPayload.Select(result => result.Cell).Distinct().Where(cell => cell.Bench is Bench.RoundTrip or Bench.PingPong))
            {
                var name = cell.Bench == Bench.RoundTrip ? "roundtrip" : string.Create(CultureInfo.InvariantCulture, $"latency-{cell.Clients}");
                SaveLatencies(File(name), cell, [.. ofPayload.Where(result => result.Cell == cell)]);
            }

            string File(string what) => Path.Combine(folder.FullName, $"compare-{what}-{payload}.png");
        }
    }

    private static void SaveThroughput(string file, Payload payload, CellResult[] results)
    {
        int[] clients = [.. results.Select(result => result.Cell.Clients).Distinct().Order()];
        LinesPicture.Save(
            file,
            $"pingpong, {payload}, {payload.InFlight} in flight for each client",
            "clients",
            "messages a second, both ways (more is better)",
            [.. clients.Select(count => count.ToString(CultureInfo.InvariantCulture))],
            [.. results.GroupBy(result => result.Carrier).Select(ofCarrier => new PlotLine(ofCarrier.Key.Name,
                [.. ofCarrier.OrderBy(result => result.Cell.Clients).Select(result => result.Medians.MessagesPerSecond)]))]);
    }

    private static void SaveLatencies(string file, Cell cell, CellResult[] results) => LinesPicture.Save(
        file,
        cell.Bench == Bench.RoundTrip ? "one message in flight" : $"latencies of {cell}, {cell.Payload.InFlight} in flight for each client",
        "share of the messages",
        "round trip, microseconds (less is better)",
        PercentileNames,
        [.. results.Select(result =>
            new PlotLine(result.Carrier.Name, [result.Medians.P50, result.Medians.P99, result.Medians.P999]))]);
}
