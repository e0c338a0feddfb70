using MemoryPack;

namespace Bus.Examples.Chat;

/// <summary>Main process to a member: say something, again and again. Answered with <see cref="Done"/> when all is said.</summary>
/// <param name="Lines">How many lines.</param>
/// <param name="Pause">The time between two of them; zero for none.</param>
[MemoryPackable]
internal sealed partial record Talk(int Lines, TimeSpan Pause);
