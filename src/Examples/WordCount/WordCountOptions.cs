namespace Bus.Examples.WordCount;

/// <summary>What the user asks for.</summary>
/// <param name="Mechanism">What carries the messages: a mechanism, auto, or the name of a class.</param>
/// <param name="Workers">How many worker processes share the work, at least 1.</param>
/// <param name="KillOne">Whether one of them is killed midway.</param>
internal sealed record WordCountOptions(string Mechanism, int Workers, bool KillOne);
