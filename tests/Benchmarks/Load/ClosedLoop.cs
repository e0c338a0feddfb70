using System.Diagnostics;
using Akka.Actor;
using Bus.Benchmarks.Peers;

namespace Bus.Benchmarks.Load;

/// <summary>
/// Some clients, each with an echoing actor of its own and a fixed number of messages in flight: the shape of RemotePingPong.
/// </summary>
internal static class ClosedLoop
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <exception cref="BenchmarkException">Messages were lost.</exception>
    public static async Task<LoadResult> RunAsync(
        CarrierPair pair, int clients, int inFlight, TimeSpan warmUp, TimeSpan measured, CancellationToken cancelled)
    {
        var loadSwitch = new LoadSwitch();
        var drained = Enumerable.Range(0, clients)
            .Select(_ => new TaskCompletionSource<Latencies>(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        var actors = drained.Select((source, i) =>
            pair.Spawn(Props.Create(() => new PingClient(pair.Echoes[i], inFlight, loadSwitch, source)))).ToArray();

        await Task.Delay(warmUp, cancelled);
        var (beginning, used) = (Stopwatch.GetTimestamp(), pair.ProcessorTime);
        loadSwitch.Phase = LoadPhase.Measuring;
        await Task.Delay(measured, cancelled);
        loadSwitch.Phase = LoadPhase.Draining;
        var (elapsed, spent) = (Stopwatch.GetElapsedTime(beginning), pair.ProcessorTime - used);

        var all = new Latencies();
        foreach (var latencies in await WhenDrained(pair, drained, cancelled))
            all.Add(latencies);
        foreach (var actor in actors)
            pair.Stop(actor);
        return LoadResult.Of(elapsed, spent, all);
    }

    private static async Task<Latencies[]> WhenDrained(
        CarrierPair pair, TaskCompletionSource<Latencies>[] drained, CancellationToken cancelled)
    {
        try
        {
            return await Task.WhenAll(drained.Select(source => source.Task)).WaitAsync(Patience, cancelled);
        }
        catch (TimeoutException e)
        {
            var waiting = drained.Count(source => !source.Task.IsCompleted);
            throw new BenchmarkException($"Over {pair.Carrier} messages were lost: {waiting} of {drained.Length} clients still " +
                $"wait for answers {Patience.TotalSeconds} s after the end.", e);
        }
    }
}
