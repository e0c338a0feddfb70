using MemoryPack;

namespace Bus.Tests.Serialization.Messages;

/// <summary>Has members of which nothing is sent, and which would be refused.</summary>
[MemoryPackable]
public sealed partial class Secretive
{
    public string? Text { get; set; }

    [MemoryPackIgnore]
    public Secretive? Parent { get; set; }

    [MemoryPackIgnore]
    public Func<int>? Answer { get; set; }
}
