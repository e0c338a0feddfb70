using MemoryPack;

namespace Bus.Examples.Prices;

/// <summary>What is published: somebody's price for something.</summary>
/// <param name="Publisher">The number of the publisher, from 0.</param>
/// <param name="Symbol">Which price, as <see cref="Symbols"/> counts.</param>
/// <param name="Number">Counted from 1 by this publisher, for this symbol: so a consumer sees what it has missed.</param>
/// <param name="Price">The price.</param>
/// <param name="PublishedAt">When, in ticks of the machine's clock, which all processes share.</param>
[MemoryPackable]
internal sealed partial record Quote(int Publisher, int Symbol, long Number, double Price, long PublishedAt);
