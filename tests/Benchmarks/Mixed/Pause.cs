namespace Bus.Benchmarks.Mixed;

/// <summary>Within one process: send nothing more, and answer with your <see cref="SenderCounts"/> once all is acknowledged.</summary>
internal sealed record Pause
{
    public static readonly Pause Instance = new();
}
