using MemoryPack;

namespace Bus.Tests.Serialization.Messages;

[MemoryPackable]
public sealed partial record Measured(Guid[] Ids);
