using System.Diagnostics;

namespace Bus.Benchmarks.Load;

/// <summary>When each message of a paced run is due, which was decided before the first was sent.</summary>
/// <param name="interval">From one to the next.</param>
/// <param name="warmUp">So many are sent first and not recorded.</param>
/// <param name="recorded">So many follow.</param>
internal sealed class PacedSchedule(TimeSpan interval, int warmUp, int recorded)
{
    private readonly long _interval = (long)(interval.TotalSeconds * Stopwatch.Frequency);
    private readonly long _start = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 100);

    public int Count => warmUp + recorded;

    public bool IsRecorded(int message) => message >= warmUp;

    /// <summary>A timestamp of <see cref="Stopwatch"/>.</summary>
    public long DueAt(int message) => _start + (message * _interval);
}
