using BenchmarkDotNet.Attributes;
using Bus.Transports.Links;

namespace Bus.Benchmarks.Micro;

/// <summary>Appending frames to an outbox until its channel, which costs nothing, has taken them all.</summary>
public class OutboxBenchmarks
{
    private const int Frames = 1000;

    private Outbox _outbox = null!;
    private byte[] _payload = [];

    /// <summary>Of a frame's payload.</summary>
    [Params(32, 1024)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _payload = new byte[Bytes];
        _outbox = new Outbox(
            new BottomlessChannel(), limit: 64 * 1024 * 1024, failure => throw failure, onEnded: () => { }, onDrained: () => { });
    }

    [Benchmark(OperationsPerInvoke = Frames)]
    public void Append()
    {
        for (var i = 0; i < Frames; i++)
        {
            if (!_outbox.TryAppend(_payload))
                throw new BenchmarkException($"The outbox takes no more; {_outbox.Queued:N0} bytes wait.");
        }

        SpinWait.SpinUntil(() => _outbox.Queued == 0);
    }
}
