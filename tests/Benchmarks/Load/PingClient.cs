using System.Diagnostics;
using Akka.Actor;

namespace Bus.Benchmarks.Load;

/// <summary>
/// Keeps a number of messages in flight to one echoing actor: each answer is the signal to send the next message. The time of
/// each is kept here and not in the message, which stays the short string of RemotePingPong: answers come in the order of the
/// questions.
/// </summary>
internal sealed class PingClient : UntypedActor
{
    public const string Payload = "hit";

    private readonly IActorRef _echo;
    private readonly LoadSwitch _switch;
    private readonly TaskCompletionSource<Latencies> _drained;
    private readonly Latencies _latencies = new();
    private readonly long[] _sentAt;
    private int _oldest;
    private int _inFlight;

    public PingClient(IActorRef echo, int inFlight, LoadSwitch loadSwitch, TaskCompletionSource<Latencies> drained)
    {
        _echo = echo;
        _switch = loadSwitch;
        _drained = drained;
        _sentAt = new long[inFlight];
    }

    protected override void PreStart()
    {
        for (; _inFlight < _sentAt.Length; _inFlight++)
            Send(_inFlight);
    }

    protected override void OnReceive(object message)
    {
        var phase = _switch.Phase;
        if (phase == LoadPhase.Measuring)
            _latencies.Record(Stopwatch.GetTimestamp() - _sentAt[_oldest]);
        if (phase == LoadPhase.Draining)
        {
            if (--_inFlight == 0)
                _drained.TrySetResult(_latencies);
            return;
        }

        // The newest takes the place of the oldest, whose answer this was.
        Send(_oldest);
        _oldest = (_oldest + 1) % _sentAt.Length;
    }

    private void Send(int place)
    {
        _sentAt[place] = Stopwatch.GetTimestamp();
        _echo.Tell(Payload);
    }
}
