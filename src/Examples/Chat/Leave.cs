using MemoryPack;

namespace Bus.Examples.Chat;

/// <summary>Main process to a member: say goodbye and leave the room. Answered with <see cref="Done"/>.</summary>
[MemoryPackable]
internal sealed partial record Leave;
