using MemoryPack;

namespace Bus.Examples.Chat;

/// <summary>Main process to a member: enter a room. Answered with <see cref="Done"/> when whatever anybody says from then on is heard.</summary>
/// <param name="Topic">The room.</param>
/// <param name="Nick">The name to have there.</param>
[MemoryPackable]
internal sealed partial record Enter(string Topic, string Nick);
