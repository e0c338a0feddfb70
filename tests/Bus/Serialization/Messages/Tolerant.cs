using MemoryPack;

namespace Bus.Tests.Serialization.Messages;

[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial class Tolerant
{
    [MemoryPackOrder(0)]
    public string? Text { get; set; }
}
