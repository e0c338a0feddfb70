using Bus.Benchmarks.Soak;

namespace Bus.Benchmarks.Mixed;

/// <summary>
/// Looks at each message of a pair as it comes: within an epoch the numbers are 0, 1, 2, …, so that what has come of an epoch at any time
/// is an intact prefix of what was sent. Not thread-safe.
/// </summary>
internal sealed class EpochCheck(string name, Pattern pattern)
{
    private PairCounts _past = new(name, 0, 0, 0, 0, 0, 0, null);
    private SequenceCheck _sequence = new();
    private int _epoch = -1;
    private long _received;
    private long _corrupt;
    private long _stale;
    private string? _first;

    public PairCounts Counts
    {
        get
        {
            var now = _sequence.Counts(_sequence.Next, foreign: 0);
            return _past + new PairCounts(name, _received, now.Missing, now.Doubled, now.Reordered, _corrupt, _stale, _first);
        }
    }

    public void Receive(Numbered message)
    {
        _received++;
        if (message.Epoch < _epoch)
        {
            _stale++;
            _first ??= $"number {message.Number} of epoch {message.Epoch} in epoch {_epoch}";
            return;
        }

        if (message.Epoch > _epoch)
        {
            _past = Counts;
            _epoch = message.Epoch;
            _sequence = new SequenceCheck();
            (_received, _corrupt, _stale, _first) = (1, 0, 0, null);
        }

        if (message.Number != _sequence.Next)
            _first ??= $"epoch {_epoch}: number {message.Number} where {_sequence.Next} was due";
        _sequence.Receive(message.Number);
        if (message.Body is not null && pattern.BodyOf(message.Number).SequenceEqual(message.Body))
            return;
        _corrupt++;
        _first ??= $"epoch {_epoch}: number {message.Number} has other bytes than were sent";
    }
}
