using MemoryPack;

namespace Bus.Examples.ClientServer;

/// <summary>Main process to the server's process: be there over this mechanism. Answered with <see cref="Ready"/>.</summary>
/// <param name="Mechanism">What carries the answers, should the server dial.</param>
/// <param name="Name">The well-known name of the server.</param>
[MemoryPackable]
internal sealed partial record Serve(string Mechanism, string Name);
