using MemoryPack;

namespace Bus.Examples.Chat;

/// <summary>A member to the main process: what was asked for has been done.</summary>
[MemoryPackable]
internal sealed partial record Done;
