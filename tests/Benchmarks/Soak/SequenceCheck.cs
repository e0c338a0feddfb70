namespace Bus.Benchmarks.Soak;

/// <summary>
/// Follows numbers that should come as 0, 1, 2, … each once, and tells what is wrong with those that do not. Not thread-safe.
/// </summary>
/// <remarks>
/// A number that was jumped over is missing; if it comes later, it was reordered, and if it never does, it was lost.
/// </remarks>
internal sealed class SequenceCheck
{
    private readonly HashSet<long> _jumpedOver = [];
    private long _expected;
    private long _doubled;
    private long _reordered;

    /// <summary>What is due.</summary>
    public long Next => _expected;

    /// <returns>False if it had come before.</returns>
    public bool Receive(long number)
    {
        if (number < _expected)
        {
            var late = _jumpedOver.Remove(number);
            if (late)
                _reordered++;
            else
                _doubled++;
            return late;
        }

        for (; _expected < number; _expected++)
            _jumpedOver.Add(_expected);
        _expected++;
        return true;
    }

    /// <param name="sent">So many numbers, from 0, should have come.</param>
    /// <param name="foreign">So many answers had no such number.</param>
    public SequenceCounts Counts(long sent, long foreign) =>
        new(sent, _expected - _jumpedOver.Count, sent - _expected + _jumpedOver.Count, _doubled, _reordered, foreign);
}
