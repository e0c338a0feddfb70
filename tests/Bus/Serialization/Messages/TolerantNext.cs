using MemoryPack;

namespace Bus.Tests.Serialization.Messages;

/// <summary>The next version of <see cref="Tolerant"/>.</summary>
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial class TolerantNext
{
    [MemoryPackOrder(0)]
    public string? Text { get; set; }

    [MemoryPackOrder(1)]
    public List<string>? More { get; set; }
}
