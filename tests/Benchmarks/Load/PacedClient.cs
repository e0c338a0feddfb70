using System.Diagnostics;
using Akka.Actor;

namespace Bus.Benchmarks.Load;

/// <summary>Receives the answers of a paced run, which come in the order of the schedule.</summary>
internal sealed class PacedClient : UntypedActor
{
    private readonly PacedSchedule _schedule;
    private readonly TaskCompletionSource<ClientReport> _finished;
    private readonly Latencies _latencies = new();
    private int _received;

    public PacedClient(PacedSchedule schedule, TaskCompletionSource<ClientReport> finished)
    {
        _schedule = schedule;
        _finished = finished;
    }

    protected override void OnReceive(object message)
    {
        if (_schedule.IsRecorded(_received))
            _latencies.Record(Stopwatch.GetTimestamp() - _schedule.DueAt(_received));
        if (++_received == _schedule.Count)
            _finished.TrySetResult(new ClientReport(_latencies, PingClient.MessagesPerAnswer, _latencies.Count, _received));
    }
}
