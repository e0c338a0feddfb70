using MemoryPack;

namespace Bus.Tests.Serialization.Messages;

/// <summary>MemoryPack does not compare the lengths of such an array with its count.</summary>
[MemoryPackable]
public sealed partial record Grid(int[,] Fields);
