namespace Bus.Telemetry;

/// <summary>Whose link to whom over what: what is measured is told apart by these.</summary>
/// <param name="System">The name of this side's actor system.</param>
/// <param name="Peer">The address of the other one.</param>
/// <param name="Mechanism">What carries the bytes.</param>
internal readonly record struct LinkKey(string System, string Peer, string Mechanism);
