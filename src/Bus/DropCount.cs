using System.Diagnostics;

namespace Bus;

/// <summary>Counts what is dropped, and has a line written of it at most once a second.</summary>
/// <remarks>
/// Thread-safe. <c>_dropped</c> is changed by interlocked operations. Whoever sets <c>_lineIsDue</c> writes a line, or has it written when
/// its time has come: so <c>_reported</c> and <c>_nextLine</c> have one user at a time.
/// </remarks>
/// <param name="later">Does something after a while.</param>
/// <param name="write">Writes the line: how many since the one before, what one of them was for, why, and how many in all.</param>
internal sealed class DropCount(Action<TimeSpan, Action> later, Action<long, object, string, long> write)
{
    private long _dropped;
    private long _reported;
    private long _nextLine;
    private int _lineIsDue;

    /// <summary>How many since the system started.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    public void Add(object recipient, string why)
    {
        Interlocked.Increment(ref _dropped);
        AskForLine(recipient, why);
    }

    private void AskForLine(object recipient, string why)
    {
        if (Volatile.Read(ref _lineIsDue) != 0 || Interlocked.Exchange(ref _lineIsDue, 1) != 0)
            return;
        var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), _nextLine);
        if (wait <= TimeSpan.Zero)
            WriteLine(recipient, why);
        else
            later(wait, () => WriteLine(recipient, why));
    }

    private void WriteLine(object recipient, string why)
    {
        _nextLine = Stopwatch.GetTimestamp() + Stopwatch.Frequency;
        var total = Dropped;
        var count = total - _reported;
        _reported = total;
        if (count > 0)
            write(count, recipient, why, total);
        Interlocked.Exchange(ref _lineIsDue, 0);
        // Whoever has dropped one meanwhile took it for granted that this line would count it.
        if (Dropped != total)
            AskForLine(recipient, why);
    }
}
