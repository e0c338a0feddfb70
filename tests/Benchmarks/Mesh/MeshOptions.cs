namespace Bus.Benchmarks.Mesh;

/// <summary>What the user asks for.</summary>
/// <param name="Processes">That are there at once, the one that comes and goes included.</param>
/// <param name="Kills">How often one is started and killed.</param>
/// <param name="Watchers">How many of the others watch an actor of it.</param>
/// <param name="Messages">That all of them exchange, each with each.</param>
/// <param name="Mechanism">What carries them.</param>
internal sealed record MeshOptions(int Processes, int Kills, int Watchers, int Messages, string Mechanism);
