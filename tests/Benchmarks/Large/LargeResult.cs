using Bus.Benchmarks.Carriers;

namespace Bus.Benchmarks.Large;

/// <summary>What one carrier gave.</summary>
/// <param name="Carrier">Which.</param>
internal sealed record LargeResult(Carrier Carrier)
{
    /// <summary>The small message while nothing else is sent.</summary>
    public SmallLatencies Alone { get; } = new();

    /// <summary>The small message beside large ones.</summary>
    public SmallLatencies Beside { get; } = new();

    /// <summary>How many large ones came a second, for each round.</summary>
    public List<double> LargePerSecond { get; } = [];
}
