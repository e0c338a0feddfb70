using Bus.Benchmarks.Load;
using Bus.Benchmarks.Peers;

namespace Bus.Benchmarks.Compare;

/// <summary>One thing that is measured for every carrier.</summary>
/// <param name="Bench">What it is.</param>
/// <param name="Clients">How many clients take part.</param>
internal sealed record Cell(Bench Bench, int Clients)
{
    private const int InFlight = 50;

    /// <summary>Before each measurement, so that it does not begin with the silence after the last one.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(250);

    public override string ToString() => Bench == Bench.PingPong ? $"pingpong {Clients}" : Bench.ToString().ToLowerInvariant();

    public Task<LoadResult> MeasureAsync(CarrierPair pair, TimeSpan measured, CancellationToken cancelled) => Bench switch
    {
        Bench.PingPong => ClosedLoop.RunAsync(pair, Clients, InFlight, Settling, measured, cancelled),
        Bench.RoundTrip => ClosedLoop.RunAsync(pair, clients: 1, inFlight: 1, Settling, measured, cancelled),
        _ => PacedLoop.RunAsync(pair, Settling, measured, cancelled),
    };

    /// <summary>Reads the figures off what was measured.</summary>
    public CellSample Read(LoadResult result)
    {
        // The median is that of the plain closed loop, comparable with what everybody measures; a tail without the messages
        // that were never sent would be a lie. With 50 in flight there is no pace to correct for: the window is the load.
        var tail = Bench == Bench.RoundTrip ? result.Latencies.CorrectedForOmission() : result.Latencies;
        return new CellSample(
            result.MessagesPerSecond, result.ProcessorMicroseconds,
            result.Latencies.Microseconds(50), tail.Microseconds(99), tail.Microseconds(99.9));
    }
}
