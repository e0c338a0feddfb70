using MemoryPack;

namespace Bus.Examples.Prices;

/// <summary>Main process to a publisher: publish quotes.</summary>
/// <param name="Publisher">Its number, from 0.</param>
/// <param name="PerSecond">How many.</param>
/// <param name="Duration">For how long.</param>
[MemoryPackable]
internal sealed partial record Feed(int Publisher, int PerSecond, TimeSpan Duration);
