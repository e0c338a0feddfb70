using MemoryPack;

namespace Bus.Benchmarks.Mixed;

/// <summary>What an actor that lives shortly tells the one that sends to it, once as its first and once as its last words.</summary>
/// <param name="IsFarewell">They are the last ones.</param>
[MemoryPackable]
internal sealed partial record ChurnNews(bool IsFarewell);
