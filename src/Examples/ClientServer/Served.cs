using MemoryPack;

namespace Bus.Examples.ClientServer;

/// <summary>The server's process to the main process: the server is gone.</summary>
/// <param name="Requests">What it was asked, by all clients.</param>
[MemoryPackable]
internal sealed partial record Served(long Requests);
