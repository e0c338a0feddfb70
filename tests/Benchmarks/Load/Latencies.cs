using System.Diagnostics;
using HdrHistogram;

namespace Bus.Benchmarks.Load;

/// <summary>Round-trip times in a histogram: three significant digits, up to a minute. Not thread-safe.</summary>
internal sealed class Latencies
{
    private static readonly long Longest = Stopwatch.Frequency * 60;

    private readonly LongHistogram _ticks = new(Longest, 3);

    public long Count => _ticks.TotalCount;

    /// <param name="ticks">Of <see cref="Stopwatch"/>.</param>
    public void Record(long ticks) => _ticks.RecordValue(Math.Clamp(ticks, 0, Longest));

    public void Add(Latencies others) => _ticks.Add(others._ticks);

    /// <summary>The latency that this share of the messages did not exceed.</summary>
    /// <param name="percent">0 to 100.</param>
    /// <returns>Microseconds.</returns>
    public double Microseconds(double percent) => _ticks.GetValueAtPercentile(percent) * 1e6 / Stopwatch.Frequency;

    /// <summary>
    /// A copy with the messages that were never sent because the client was still waiting for the one before (coordinated
    /// omission). A client that waits for one answer before it asks again measures a stall of 10 ms once; one that would have
    /// asked every 50 us, come what may, would have measured it two hundred times. Each value of twice the median or more is
    /// joined by those that would have been measured at intervals of the median while it lasted.
    /// </summary>
    /// <remarks>
    /// The median, because a closed loop with one message in flight has no interval of its own: it sends once for every round
    /// trip, and the typical one is the pace that it would have kept. It is an estimate; <see cref="PacedLoop"/> measures with
    /// a schedule.
    /// </remarks>
    public Latencies CorrectedForOmission()
    {
        var corrected = new Latencies();
        if (Count == 0)
            return corrected;
        var interval = _ticks.GetValueAtPercentile(50);
        foreach (var value in _ticks.RecordedValues())
        {
            for (var i = 0L; i < value.CountAddedInThisIterationStep; i++)
                corrected._ticks.RecordValueWithExpectedInterval(value.ValueIteratedTo, interval);
        }

        return corrected;
    }
}
