using Akka.Actor;
using Bus.Benchmarks.Payloads;

namespace Bus.Benchmarks.Load;

/// <summary>
/// Counts what it gets and acknowledges every so many. A number says how many, and begins a new run; no payload is a number. The
/// acknowledgement says how many of them were what the first one of the run was.
/// </summary>
internal sealed class SinkActor : UntypedActor
{
    public const string Name = "sink";

    private object? _first;
    private int _every = int.MaxValue;
    private int _received;
    private int _alike;

    protected override void OnReceive(object message)
    {
        if (message is int every)
        {
            _every = every;
            (_first, _received, _alike) = (null, 0, 0);
            return;
        }

        _first ??= message;
        if (Payload.AreAlike(_first, message))
            _alike++;
        if (++_received < _every)
            return;
        Sender.Tell(_alike);
        (_received, _alike) = (0, 0);
    }
}
