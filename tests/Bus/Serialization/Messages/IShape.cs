using MemoryPack;

namespace Bus.Tests.Serialization.Messages;

[MemoryPackable]
[MemoryPackUnion(0, typeof(Circle))]
[MemoryPackUnion(1, typeof(Square))]
public partial interface IShape;
