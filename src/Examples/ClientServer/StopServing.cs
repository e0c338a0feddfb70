using MemoryPack;

namespace Bus.Examples.ClientServer;

/// <summary>Main process to the server's process: all clients are done. Answered with <see cref="Served"/>.</summary>
[MemoryPackable]
internal sealed partial record StopServing;
