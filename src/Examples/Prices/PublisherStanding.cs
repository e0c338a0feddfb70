using MemoryPack;

namespace Bus.Examples.Prices;

/// <summary>A publisher to the main process.</summary>
/// <param name="Published">Its quotes so far, of all symbols.</param>
/// <param name="IsDone">There will be no more.</param>
/// <param name="Dropped">Quotes for which a lane had no room, by the address of the process that they were for.</param>
[MemoryPackable]
internal sealed partial record PublisherStanding(long Published, bool IsDone, Dictionary<string, long> Dropped);
