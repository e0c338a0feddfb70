using MemoryPack;

namespace Bus.Tests.Serialization.Messages;

[MemoryPackable]
public sealed partial record Drawing(IShape?[] Shapes, (string, int) Caption);
