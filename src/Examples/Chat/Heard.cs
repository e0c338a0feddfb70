using MemoryPack;

namespace Bus.Examples.Chat;

/// <summary>A member to the main process: what it has heard.</summary>
/// <param name="Motto">What was on the door; null if it has not seen it.</param>
/// <param name="Others">Of each of the others.</param>
[MemoryPackable]
internal sealed partial record Heard(string? Motto, Dictionary<string, HeardOf> Others);
