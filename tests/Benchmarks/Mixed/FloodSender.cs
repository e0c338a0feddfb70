using Akka.Actor;

namespace Bus.Benchmarks.Mixed;

/// <summary>
/// Sends numbered messages as fast as they are acknowledged. Windows of messages and of bytes keep what is under way below every bound
/// of a lane, so that nothing may be dropped.
/// </summary>
internal sealed class FloodSender(string name, Pattern pattern) : UntypedActor
{
    private const int Window = 1000;
    private const int AcknowledgeEvery = 100;

    // Two pairs with large messages have this under way, and two large messages more, which came, but the lane does not know it yet. That
    // is less than the outbox-limit of MixedSide.
    private const long WindowBytes = 24 * 1024 * 1024;

    private readonly Queue<int> _underway = new();
    private IActorRef _sink = ActorRefs.Nobody;
    private IActorRef? _whoPauses;
    private bool _paused = true;
    private int _epoch;
    private long _sent;
    private long _acknowledged;
    private long _bytes;
    private bool _lastAsks;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Meeting meeting:
                _underway.Clear();
                (_epoch, _sink, _sent, _acknowledged, _bytes, _paused, _whoPauses) = (meeting.Epoch, meeting.Sink, 0, 0, 0, false, null);
                break;
            case Acknowledgement acknowledgement when acknowledgement.Epoch == _epoch:
                for (; _acknowledged < acknowledgement.Next; _acknowledged++)
                    _bytes -= _underway.Dequeue();
                break;
            case Pause:
                (_paused, _whoPauses) = (true, Sender);
                if (_acknowledged < _sent && !_lastAsks)
                    Send(ask: true);
                break;
            case Resume:
                _paused = false;
                break;
            case Inquiry:
                Sender.Tell(Counts());
                break;
            default:
                Unhandled(message);
                return;
        }

        while (!_paused && HasRoom())
            Send(pattern.IsLarge(_sent) || (_sent + 1) % AcknowledgeEvery == 0);
        if (_whoPauses is not null && _acknowledged == _sent)
        {
            _whoPauses.Tell(Counts());
            _whoPauses = null;
        }
    }

    private bool HasRoom() =>
        _underway.Count < Window && (_bytes == 0 || _bytes + pattern.LengthOf(_sent) <= WindowBytes);

    private void Send(bool ask)
    {
        var body = pattern.BodyOf(_sent).ToArray();
        _underway.Enqueue(body.Length);
        _bytes += body.Length;
        _sink.Tell(new Numbered(_epoch, _sent++, ask, body));
        _lastAsks = ask;
    }

    private SenderCounts Counts() => new(name, _sent, _acknowledged, null);
}
