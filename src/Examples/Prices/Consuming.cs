using MemoryPack;

namespace Bus.Examples.Prices;

/// <summary>A consumer to the main process: it has subscribed.</summary>
[MemoryPackable]
internal sealed partial record Consuming;
