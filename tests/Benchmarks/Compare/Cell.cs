using Bus.Benchmarks.Load;
using Bus.Benchmarks.Payloads;
using Bus.Benchmarks.Peers;

namespace Bus.Benchmarks.Compare;

/// <summary>One thing that is measured for every carrier.</summary>
/// <param name="Bench">What it is.</param>
/// <param name="Clients">How many clients take part.</param>
/// <param name="Payload">What the messages are.</param>
internal sealed record Cell(Bench Bench, int Clients, Payload Payload)
{
    private static readonly TimeSpan LongestSettling = TimeSpan.FromMilliseconds(250);

    /// <summary>More is better: it is about messages per second, and not about round trips.</summary>
    public bool IsThroughput => Bench is Bench.PingPong or Bench.OneWay;

    public override string ToString() => Bench switch
    {
        Bench.PingPong => $"pingpong {Clients}, {Payload}",
        Bench.OneWay => $"oneway, {Payload}",
        _ => Bench.ToString().ToLowerInvariant(),
    };

    /// <summary>All cells of a run, in the order in which they are measured.</summary>
    public static IReadOnlyList<Cell> Of(CompareOptions options) => [.. options.Payloads.SelectMany(payload => Of(options, payload))];

    public Task<LoadResult> MeasureAsync(CarrierPair pair, TimeSpan measured, CancellationToken cancelled)
    {
        // Before each measurement, so that it does not begin with the silence after the last one.
        var settling = measured / 4 < LongestSettling ? measured / 4 : LongestSettling;
        return Bench switch
        {
            Bench.PingPong => ClosedLoop.PingPong(pair, Payload, Clients, Payload.InFlight).RunAsync(settling, measured, cancelled),
            Bench.OneWay => ClosedLoop.OneWay(pair, Payload).RunAsync(settling, measured, cancelled),
            Bench.RoundTrip => ClosedLoop.PingPong(pair, Payload, clients: 1, inFlight: 1).RunAsync(settling, measured, cancelled),
            _ => PacedLoop.RunAsync(pair, Payload, settling, measured, cancelled),
        };
    }

    /// <summary>Reads the figures off what was measured.</summary>
    public CellSample Read(LoadResult result)
    {
        // The median is that of the plain closed loop, comparable with what everybody measures; a tail without the messages
        // that were never sent would be a lie. With a window there is no pace to correct for: the window is the load.
        var tail = Bench == Bench.RoundTrip ? result.Latencies.CorrectedForOmission() : result.Latencies;
        return new CellSample(
            result.MessagesPerSecond, result.ProcessorMicroseconds, result.AllocatedBytes,
            result.Latencies.Microseconds(50), tail.Microseconds(99), tail.Microseconds(99.9));
    }

    private static IEnumerable<Cell> Of(CompareOptions options, Payload payload)
    {
        var isMain = payload == PayloadNames.String;
        foreach (var clients in isMain ? options.Clients : options.PayloadClients)
            yield return new Cell(Bench.PingPong, clients, payload);
        yield return new Cell(Bench.OneWay, Clients: 1, payload);
        if (!isMain)
            yield break;
        yield return new Cell(Bench.RoundTrip, Clients: 1, payload);
        if (!options.IsQuick)
            yield return new Cell(Bench.Paced, Clients: 1, payload);
    }
}
