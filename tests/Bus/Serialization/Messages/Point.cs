using MemoryPack;

namespace Bus.Tests.Serialization.Messages;

[MemoryPackable]
public readonly partial record struct Point(int X, int Y);
