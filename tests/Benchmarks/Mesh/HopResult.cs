namespace Bus.Benchmarks.Mesh;

/// <summary>What was measured, of each round.</summary>
internal sealed record HopResult
{
    public const string Lane = "lane";
    public const string Service = "service";
    public const string Topic = "topic";
    public const string Sends = "sends";
    public const string Publish = "publish";

    /// <summary>Medians of round trips, microseconds.</summary>
    public Dictionary<string, List<double>> RoundTrips { get; } = new() { [Lane] = [], [Service] = [], [Topic] = [] };

    /// <summary>What one message to all processes takes its sender, microseconds.</summary>
    public Dictionary<string, List<double>> Fans { get; } = new() { [Sends] = [], [Publish] = [] };

    /// <summary>The processor time of the sender's thread in that, microseconds: without what others ran in between.</summary>
    public Dictionary<string, List<double>> FanProcessor { get; } = new() { [Sends] = [], [Publish] = [] };

    /// <summary>The median over the rounds of how many times as long as the first one the second took in the same round.</summary>
    public static double Ratio(Dictionary<string, List<double>> of, string first, string second) =>
        Median.Of(of[first].Zip(of[second], (one, other) => other / one))!.Value;
}
