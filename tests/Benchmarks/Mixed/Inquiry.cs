namespace Bus.Benchmarks.Mixed;

/// <summary>Within one process: what have you seen so far?</summary>
internal sealed record Inquiry
{
    public static readonly Inquiry Instance = new();
}
