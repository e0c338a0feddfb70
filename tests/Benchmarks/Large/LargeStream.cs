using System.Diagnostics;
using Akka.Actor;
using Bus.Benchmarks.Load;
using Bus.Benchmarks.Payloads;
using Bus.Benchmarks.Peers;

namespace Bus.Benchmarks.Large;

/// <summary>A large message that is sent again and again, each time when the one before has been acknowledged.</summary>
internal sealed class LargeStream
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CarrierPair _pair;
    private readonly LoadSwitch _switch = new() { Phase = LoadPhase.Measuring };
    private readonly TaskCompletionSource<ClientReport> _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly IActorRef _client;

    private LargeStream(CarrierPair pair, Payload payload)
    {
        _pair = pair;
        _client = pair.Spawn(Props.Create(() => new OneWayClient(pair.Sink, payload, _switch, _drained)));
        _client.Tell(ClosedLoop.Go);
    }

    public static LargeStream Start(CarrierPair pair, Payload payload) => new(pair, payload);

    /// <returns>How many came a second.</returns>
    /// <exception cref="BenchmarkException">One was lost.</exception>
    public async Task<double> StopAsync(CancellationToken cancelled)
    {
        _switch.Phase = LoadPhase.Draining;
        try
        {
            var report = await _drained.Task.WaitAsync(Patience, cancelled);
            return report.Messages / Stopwatch.GetElapsedTime(_started).TotalSeconds;
        }
        catch (TimeoutException e)
        {
            throw new BenchmarkException(
                $"Over {_pair.Carrier} a large message was not acknowledged within {Patience.TotalSeconds} s.", e);
        }
        finally
        {
            _pair.Stop(_client);
        }
    }
}
