using System.Diagnostics;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// Looking for news before going to sleep, as long as it has lately paid off. A wake-up across cores costs 20 to 30 us and a look far
/// less, but on few cores a side that looks in vain takes the processor from the one it waits for; so every look yields.
/// </summary>
/// <remarks>Used by one thread.</remarks>
internal sealed class AdaptiveSpin(TimeSpan longest)
{
    private const int Confident = 8;
    private const int ProbeEvery = 32;

    private readonly long _budget = (long)(longest.TotalSeconds * Stopwatch.Frequency);
    private int _confidence = Confident;
    private int _skipped;

    /// <summary>True if it is worth looking now.</summary>
    public bool ShouldTry => _budget > 0 && (_confidence > 0 || ++_skipped % ProbeEvery == 0);

    /// <summary>The time at which to give up.</summary>
    public long Deadline => Stopwatch.GetTimestamp() + _budget;

    /// <summary>Looks, if it is worth it, until something is found or the time is over. Yields before each look, which may cost a system call.</summary>
    public bool Look(Func<bool> found)
    {
        if (!ShouldTry)
            return false;
        var deadline = Deadline;
        var seen = false;
        do
        {
            Thread.Yield();
            seen = found();
        }
        while (!seen && Stopwatch.GetTimestamp() < deadline);
        Learn(seen);
        return seen;
    }

    /// <summary>Learns from a look: half of them must find something for the next to be made.</summary>
    public void Learn(bool found) => _confidence = found ? Math.Min(_confidence + 1, Confident) : Math.Max(_confidence - 1, 0);
}
