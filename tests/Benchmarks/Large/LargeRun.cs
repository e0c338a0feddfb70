using System.Globalization;
using Bus.Benchmarks.Carriers;
using Bus.Benchmarks.Load;
using Bus.Benchmarks.Payloads;
using Bus.Benchmarks.Peers;

namespace Bus.Benchmarks.Large;

/// <summary>Measures round trips of a small message, without and with large ones beside it on the same pair of systems.</summary>
internal static class LargeRun
{
    /// <summary>Before each measurement; some large messages have passed by then.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(0.5);

    public static async Task<IReadOnlyList<LargeResult>> RunAsync(
        LargeOptions options, PeerProcess peer, string directory, Action<string> report, CancellationToken cancelled)
    {
        var large = new Payload("large", new byte[options.Bytes], options.Bytes, InFlight: 1, Window: 1, AcknowledgeEvery: 1);
        List<(CarrierPair Pair, LargeResult Result)> carriers = [];
        try
        {
            foreach (var carrier in options.Carriers)
            {
                var pair = await CarrierPair.StartAsync(
                    carrier, peer, directory, echoes: 1, Carrier.FrameBytesFor(options.Bytes), cancelled);
                carriers.Add((pair, new LargeResult(carrier)));
            }

            report("Warming up.");
            foreach (var (pair, _) in carriers)
                await RunTurnAsync(pair, new LargeResult(pair.Carrier), large, Settling, peer, cancelled);
            for (var round = 0; round < options.Rounds; round++)
            {
                foreach (var (pair, result) in Turns.Ordered(carriers, round, round))
                {
                    await RunTurnAsync(pair, result, large, options.Measured, peer, cancelled);
                    report(string.Create(CultureInfo.InvariantCulture, $"round {round + 1} of {options.Rounds}, {pair.Carrier}: " +
                        $"p50 {result.Alone.P50:N1} us alone, {result.Beside.P50:N1} us beside; max {result.Beside.Max:N0} us"));
                }
            }

            return [.. carriers.Select(carrier => carrier.Result)];
        }
        finally
        {
            await Task.WhenAll(carriers.Select(carrier => carrier.Pair.DisposeAsync().AsTask()));
        }
    }

    private static async Task RunTurnAsync(
        CarrierPair pair, LargeResult result, Payload large, TimeSpan measured, PeerProcess peer, CancellationToken cancelled)
    {
        // Nobody pays for the garbage of the carrier before.
        await peer.SampleAsync(cancelled);
        ProcessSample.Take();
        result.Alone.Add(await SmallAsync(pair, measured, cancelled));
        var stream = LargeStream.Start(pair, large);
        result.Beside.Add(await SmallAsync(pair, measured, cancelled));
        result.LargePerSecond.Add(await stream.StopAsync(cancelled));
    }

    private static async Task<Latencies> SmallAsync(CarrierPair pair, TimeSpan measured, CancellationToken cancelled)
    {
        var loop = ClosedLoop.PingPong(pair, PayloadNames.String, clients: 1, inFlight: 1);
        return (await loop.RunAsync(Settling, measured, cancelled)).Latencies;
    }
}
