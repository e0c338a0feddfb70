using System.Globalization;
using Bus.Benchmarks.Carriers;
using Bus.Benchmarks.Peers;

namespace Bus.Benchmarks.Compare;

/// <summary>
/// Measures all carriers side by side. Every cell is measured over one carrier right after the other, and who begins changes
/// from cell to cell and from round to round; so what else goes on on the machine hits all of them alike.
/// </summary>
internal static class Comparison
{
    private static readonly TimeSpan WarmUpTurn = TimeSpan.FromSeconds(0.5);

    public static async Task<IReadOnlyList<CellResult>> RunAsync(
        CompareOptions options, PeerProcess peer, string directory, Action<string> report, CancellationToken cancelled)
    {
        List<CarrierPair> pairs = [];
        try
        {
            foreach (var carrier in options.Carriers)
                pairs.Add(await CarrierPair.StartAsync(carrier, peer, directory, options.Clients.Append(1).Max(), cancelled));
            report("Warming up.");
            await WarmUpAsync(options, pairs, cancelled);

            Cell[] cells =
            [
                .. options.Clients.Select(clients => new Cell(Bench.PingPong, clients)),
                new(Bench.RoundTrip, Clients: 1),
                new(Bench.Paced, Clients: 1),
            ];
            var samples = cells.ToDictionary(
                cell => cell, _ => pairs.ToDictionary(pair => pair.Carrier, _ => new List<CellSample>()));
            for (var round = 0; round < options.Rounds; round++)
            {
                foreach (var (i, cell) in cells.Index())
                {
                    foreach (var pair in Turns.Ordered(pairs, round, round + i))
                        samples[cell][pair.Carrier].Add(await MeasureAsync(cell, pair, peer, options.Measured, cancelled));
                    var brief = pairs.Select(pair => Brief(cell, pair.Carrier, samples[cell][pair.Carrier][^1]));
                    report($"round {round + 1} of {options.Rounds}, {cell}: {string.Join(", ", brief)}");
                }
            }

            return [.. cells.SelectMany(cell => options.Carriers.Select(carrier =>
                CellResult.Of(cell, carrier, samples[cell][carrier], samples[cell].GetValueOrDefault(new DotNettyCarrier()))))];
        }
        finally
        {
            await Task.WhenAll(pairs.Select(pair => pair.DisposeAsync().AsTask()));
        }
    }

    /// <summary>In turns too: most of the code is the same for all, and the compiler optimizes it for what it has seen.</summary>
    private static async Task WarmUpAsync(CompareOptions options, List<CarrierPair> pairs, CancellationToken cancelled)
    {
        var cell = new Cell(Bench.PingPong, options.Clients.Max());
        for (var spent = TimeSpan.Zero; spent < options.WarmUp; spent += WarmUpTurn)
        {
            foreach (var pair in pairs)
                await cell.MeasureAsync(pair, WarmUpTurn, cancelled);
        }
    }

    private static async Task<CellSample> MeasureAsync(
        Cell cell, CarrierPair pair, PeerProcess peer, TimeSpan measured, CancellationToken cancelled)
    {
        // Nobody pays for the garbage of the carrier before.
        await peer.SampleAsync(cancelled);
        ProcessSample.Take();
        var result = await cell.MeasureAsync(pair, measured, cancelled);
        // None was lost, or the measurement had said so. While warming up this is no harm; here there is nothing to read.
        return result.Latencies.Count > 0
            ? cell.Read(result)
            : throw new BenchmarkException($"Over {pair.Carrier} no message came back in the {measured.TotalSeconds} s of " +
                $"{cell}, only later: the machine is too busy. Try again, or measure for longer (--seconds).");
    }

    private static string Brief(Cell cell, Carrier carrier, CellSample sample) => cell.Bench == Bench.PingPong
        ? string.Create(CultureInfo.InvariantCulture, $"{carrier} {sample.MessagesPerSecond:N0}/s")
        : string.Create(CultureInfo.InvariantCulture, $"{carrier} {sample.P50:N1} us");
}
