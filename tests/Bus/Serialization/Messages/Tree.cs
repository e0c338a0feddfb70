using MemoryPack;

namespace Bus.Tests.Serialization.Messages;

/// <summary>Contains itself.</summary>
[MemoryPackable]
public sealed partial record Tree(string Name, List<Tree>? Branches);
