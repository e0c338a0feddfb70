using BenchmarkDotNet.Attributes;
using Bus.Lanes;
using Bus.Transports.Links;

namespace Bus.Benchmarks.Micro;

/// <summary>Numbers instead of paths: what a lane does for each message with the outbox locked.</summary>
public class NamesBenchmarks
{
    private const int Most = 1024;

    private readonly ByteQueue _queue = new();
    private LaneNames _names = null!;
    private LaneName[] _actors = [];

    /// <summary>Actors that speak in turns: all have a number, or each pushes out another.</summary>
    [Params(256, 4096)]
    public int Actors { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _names = new LaneNames(Most);
        _actors = [.. Enumerable.Range(0, Actors).Select(i => new LaneName(null!, $"akka.ipc://Near@local:8081/user/client-{i}#{i + 1}", isTemporary: false))];
        Number();
    }

    [Benchmark(OperationsPerInvoke = Most)]
    public int Number()
    {
        var last = 0;
        for (var i = 0; i < Most; i++)
            last = _names.NumberOf(_actors[(i * 31) % _actors.Length], _queue);
        _queue.Clear();
        return last;
    }
}
