using MemoryPack;

namespace Bus.Examples.Processes;

/// <summary>Member to whoever has started it, its first message: I am here. Its sender is the member's actor.</summary>
/// <param name="Number">The number that it was started with.</param>
[MemoryPackable]
internal readonly partial record struct Joined(int Number)
{
    /// <summary>As MemoryPack writes it.</summary>
    public const int SerializedBytes = sizeof(int);
}
