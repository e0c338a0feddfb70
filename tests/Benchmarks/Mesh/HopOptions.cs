namespace Bus.Benchmarks.Mesh;

/// <summary>What the user asks for.</summary>
/// <param name="Processes">That subscribe.</param>
/// <param name="Subscribers">In each of them.</param>
/// <param name="Rounds">How often everything is measured.</param>
/// <param name="Mechanism">What carries the messages.</param>
internal sealed record HopOptions(int Processes, int Subscribers, int Rounds, string Mechanism);
