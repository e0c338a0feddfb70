namespace Bus.Benchmarks.Mixed;

/// <summary>Within one process: go on after a <see cref="Pause"/>.</summary>
internal sealed record Resume
{
    public static readonly Resume Instance = new();
}
