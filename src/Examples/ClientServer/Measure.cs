using MemoryPack;

namespace Bus.Examples.ClientServer;

/// <summary>Main process to a client's process: ask the server for a while. Answered with <see cref="Measured"/>.</summary>
/// <param name="Mechanism">What carries the messages.</param>
/// <param name="Server">The well-known name of the server.</param>
/// <param name="Duration">For how long.</param>
/// <param name="InFlight">Requests that wait for their answers at the same time.</param>
[MemoryPackable]
internal sealed partial record Measure(string Mechanism, string Server, TimeSpan Duration, int InFlight);
