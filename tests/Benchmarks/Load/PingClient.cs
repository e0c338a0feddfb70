using System.Diagnostics;
using Akka.Actor;
using Bus.Benchmarks.Payloads;

namespace Bus.Benchmarks.Load;

/// <summary>
/// Keeps a number of messages in flight to one echoing actor: each answer is the signal to send the next message. The time of
/// each is kept here and not in the message, which stays the short string of RemotePingPong: answers come in the order of the
/// questions.
/// </summary>
internal sealed class PingClient : UntypedActor
{
    /// <summary>A question and its answer.</summary>
    public const int MessagesPerAnswer = 2;

    private readonly IActorRef _echo;
    private readonly Payload _payload;
    private readonly LoadSwitch _switch;
    private readonly TaskCompletionSource<ClientReport> _drained;
    private readonly Latencies _latencies = new();
    private readonly long[] _sentAt;
    private int _oldest;
    private int _inFlight;
    private long _measured;
    private long _answers;

    public PingClient(
        IActorRef echo, Payload payload, int inFlight, LoadSwitch loadSwitch, TaskCompletionSource<ClientReport> drained)
    {
        _echo = echo;
        _payload = payload;
        _switch = loadSwitch;
        _drained = drained;
        _sentAt = new long[inFlight];
    }

    protected override void OnReceive(object message)
    {
        if (message == ClosedLoop.Go)
        {
            for (; _inFlight < _sentAt.Length; _inFlight++)
                Send(_inFlight);
            return;
        }

        if (!Payload.AreAlike(_payload.Message, message))
            _drained.TrySetException(new BenchmarkException($"A {_payload} was sent, and {message} came back."));
        _answers++;
        var place = _oldest;
        _oldest = (_oldest + 1) % _sentAt.Length;
        var phase = _switch.Phase;
        if (phase == LoadPhase.Measuring)
            _measured++;
        if (phase != LoadPhase.WarmingUp)
            _latencies.Record(Stopwatch.GetTimestamp() - _sentAt[place]);
        if (phase == LoadPhase.Draining)
        {
            if (--_inFlight == 0)
                _drained.TrySetResult(new ClientReport(_latencies, MessagesPerAnswer, _measured, _answers));
            return;
        }

        // The newest takes the place of the oldest, whose answer this was.
        Send(place);
    }

    private void Send(int place)
    {
        _sentAt[place] = Stopwatch.GetTimestamp();
        _echo.Tell(_payload.Message);
    }
}
