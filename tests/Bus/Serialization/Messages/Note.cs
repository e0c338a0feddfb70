using MemoryPack;

namespace Bus.Tests.Serialization.Messages;

[MemoryPackable]
public sealed partial record Note(
    string? Text,
    int Number,
    double[]? Values,
    List<string?>? Tags,
    Dictionary<string, Guid>? Ids,
    DateTime? When);
