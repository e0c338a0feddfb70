namespace Bus.Benchmarks.Mesh;

/// <summary>What the user asks for.</summary>
/// <param name="Processes">That are there at once, the one that comes and goes included.</param>
/// <param name="Kills">How often one is started and killed.</param>
/// <param name="WarmUp">How often before anything is measured.</param>
/// <param name="Watchers">How many of the others watch an actor of it.</param>
/// <param name="Messages">That all of them exchange, each with each.</param>
/// <param name="Mechanism">What carries them.</param>
/// <param name="Lean">Whether the runtime spends less on speed that such short lives do not repay.</param>
internal sealed record MeshOptions(int Processes, int Kills, int WarmUp, int Watchers, int Messages, string Mechanism, bool Lean);
