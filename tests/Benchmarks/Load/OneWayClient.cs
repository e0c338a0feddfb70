using System.Diagnostics;
using Akka.Actor;
using Bus.Benchmarks.Payloads;

namespace Bus.Benchmarks.Load;

/// <summary>
/// Sends to the sink as fast as its window lets it: in batches, each of which is acknowledged once, and then makes room for
/// another one. What is recorded is the time from the last message of a batch to its acknowledgement.
/// </summary>
internal sealed class OneWayClient : UntypedActor
{
    private readonly IActorRef _sink;
    private readonly Payload _payload;
    private readonly LoadSwitch _switch;
    private readonly TaskCompletionSource<ClientReport> _drained;
    private readonly Latencies _latencies = new();
    private readonly long[] _sentAt;
    private int _oldest;
    private int _underWay;
    private long _measured;
    private long _batches;

    public OneWayClient(IActorRef sink, Payload payload, LoadSwitch loadSwitch, TaskCompletionSource<ClientReport> drained)
    {
        _sink = sink;
        _payload = payload;
        _switch = loadSwitch;
        _drained = drained;
        _sentAt = new long[payload.Window / payload.AcknowledgeEvery];
    }

    protected override void OnReceive(object message)
    {
        if (message == ClosedLoop.Go)
        {
            _sink.Tell(_payload.AcknowledgeEvery);
            for (; _underWay < _sentAt.Length; _underWay++)
                SendBatch(_underWay);
            return;
        }

        if (message is not int alike || alike != _payload.AcknowledgeEvery)
            _drained.TrySetException(new BenchmarkException($"The sink answered {message}; messages came damaged."));
        _batches++;
        var place = _oldest;
        _oldest = (_oldest + 1) % _sentAt.Length;
        var phase = _switch.Phase;
        if (phase == LoadPhase.Measuring)
            _measured++;
        if (phase != LoadPhase.WarmingUp)
            _latencies.Record(Stopwatch.GetTimestamp() - _sentAt[place]);
        if (phase == LoadPhase.Draining)
        {
            if (--_underWay == 0)
                _drained.TrySetResult(new ClientReport(_latencies, _payload.AcknowledgeEvery, _measured, _batches));
            return;
        }

        SendBatch(place);
    }

    private void SendBatch(int place)
    {
        for (var i = 0; i < _payload.AcknowledgeEvery; i++)
            _sink.Tell(_payload.Message);
        _sentAt[place] = Stopwatch.GetTimestamp();
    }
}
