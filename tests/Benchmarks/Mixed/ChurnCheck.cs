namespace Bus.Benchmarks.Mixed;

/// <summary>
/// Looks at what comes to the successive actors of one path. What is sent between two of them is lost, and that is as it should be; what
/// comes, comes once and in order. Not thread-safe: one actor at a time has it.
/// </summary>
internal sealed class ChurnCheck(string name)
{
    private (int Epoch, long Number) _last = (-1, -1);
    private long _received;
    private long _reordered;
    private long _doubled;
    private long _corrupt;
    private string? _first;

    public PairCounts Counts => new(name, _received, 0, _doubled, _reordered, _corrupt, 0, _first);

    public void Receive(Numbered message)
    {
        _received++;
        var now = (message.Epoch, message.Number);
        if (now == _last)
            _doubled++;
        else if (now.CompareTo(_last) < 0)
            _reordered++;
        if (now.CompareTo(_last) <= 0)
            _first ??= $"{now} came after {_last}";
        else
            _last = now;
        if (message.Body is not null && Pattern.Small.BodyOf(message.Number).SequenceEqual(message.Body))
            return;
        _corrupt++;
        _first ??= $"{now} has other bytes than were sent";
    }
}
