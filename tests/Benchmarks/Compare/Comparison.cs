using System.Diagnostics;
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
        CompareOptions options, PeerProcess peer, string directory, ICompareView view, CancellationToken cancelled)
    {
        var clock = Stopwatch.StartNew();
        var samples = new CompareSamples(Cell.Of(options), options.Carriers);
        var echoes = samples.Cells.Max(cell => cell.Clients);
        var frameBytes = Carrier.FrameBytesFor(options.Payloads.Max(payload => payload.Bytes));
        List<CarrierPair> pairs = [];
        try
        {
            foreach (var carrier in options.Carriers)
                pairs.Add(await CarrierPair.StartAsync(carrier, peer, directory, echoes, frameBytes, cancelled));
            view.WarmingUp();
            await WarmUpAsync(options, samples.Cells, pairs, cancelled);
            var begun = clock.Elapsed;
            for (var round = 0; round < options.Pace.Rounds; round++)
            {
                // One more would take as long as those before.
                if (round > 0 && clock.Elapsed + ((clock.Elapsed - begun) / round) > options.Pace.Limit)
                    break;
                await RunRoundAsync(options, round, samples, pairs, peer, view, cancelled);
            }

            return samples.Results;
        }
        finally
        {
            await Task.WhenAll(pairs.Select(pair => pair.DisposeAsync().AsTask()));
        }
    }

    private static async Task RunRoundAsync(
        CompareOptions options,
        int round,
        CompareSamples samples,
        List<CarrierPair> pairs,
        PeerProcess peer,
        ICompareView view,
        CancellationToken cancelled)
    {
        foreach (var (i, cell) in samples.Cells.Index())
        {
            foreach (var pair in Turns.Ordered(pairs, round, round + i))
            {
                samples.Add(cell, pair.Carrier, await MeasureAsync(cell, pair, peer, options.Pace.Measured, cancelled));
                view.Measured(samples, cell, pair.Carrier);
            }
        }
    }

    /// <summary>In turns too: most of the code is the same for all, and the compiler optimizes it for what it has seen.</summary>
    private static async Task WarmUpAsync(
        CompareOptions options, IReadOnlyList<Cell> cells, List<CarrierPair> pairs, CancellationToken cancelled)
    {
        var cell = cells.Where(cell => cell.Payload == options.Payloads[0] && cell.Bench == Bench.PingPong).MaxBy(cell => cell.Clients)!;
        for (var left = options.Pace.WarmUp; left > TimeSpan.Zero; left -= WarmUpTurn)
        {
            foreach (var pair in pairs)
                await cell.MeasureAsync(pair, left < WarmUpTurn ? left : WarmUpTurn, cancelled);
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
        return result.MessagesPerSecond > 0
            ? cell.Read(result)
            : throw new BenchmarkException($"Over {pair.Carrier} no message came back in the {measured.TotalSeconds} s of " +
                $"{cell}, only later: the machine is too busy. Try again, or measure for longer (--seconds).");
    }
}
