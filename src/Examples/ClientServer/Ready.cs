using MemoryPack;

namespace Bus.Examples.ClientServer;

/// <summary>The server's process to the main process.</summary>
/// <param name="Problem">Why there is no server after all; null if there is one.</param>
[MemoryPackable]
internal sealed partial record Ready(string? Problem);
