using Bus.Benchmarks.Load;

namespace Bus.Benchmarks.Large;

/// <summary>The round trips of the small message over all rounds. Not thread-safe.</summary>
internal sealed class SmallLatencies
{
    private readonly Latencies _measured = new();
    private readonly Latencies _corrected = new();

    /// <summary>Microseconds, as it was measured.</summary>
    public double P50 => _measured.Microseconds(50);

    /// <summary>The same, with the messages that were not sent while one was held up.</summary>
    public double P99 => _corrected.Microseconds(99);

    /// <summary>The one that took longest.</summary>
    public double Max => _measured.Microseconds(100);

    public void Add(Latencies ofRound)
    {
        _measured.Add(ofRound);
        _corrected.Add(ofRound.CorrectedForOmission());
    }
}
