using MemoryPack;

namespace Bus.Examples.Chat;

/// <summary>
/// Main process to a member: tell what you have heard, as soon as it is all that there is to hear, or will not become all any more. Answered with <see cref="Heard"/>.
/// </summary>
/// <param name="Lines">The last line that each of the others has said.</param>
/// <param name="Gone">Those whose departure has to be known.</param>
[MemoryPackable]
internal sealed partial record Tell(Dictionary<string, int> Lines, string[] Gone);
