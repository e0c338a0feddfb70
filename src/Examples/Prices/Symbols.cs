namespace Bus.Examples.Prices;

/// <summary>What has a price. Each is a topic.</summary>
internal static class Symbols
{
    public static IReadOnlyList<string> Names { get; } = ["CHF", "DKK", "EUR", "GBP", "JPY", "NOK", "SEK", "USD"];

    /// <summary>All of them, for who subscribes. Several runs may share this machine, and its topics.</summary>
    public static string AllTopics(string run) => $"{run}.*";

    public static string Topic(string run, int symbol) => $"{run}.{Names[symbol]}";
}
