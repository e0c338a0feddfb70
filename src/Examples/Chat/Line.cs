using MemoryPack;

namespace Bus.Examples.Chat;

/// <summary>What is published in a room: what somebody says, does, or wants all to know.</summary>
/// <param name="Nick">Who.</param>
/// <param name="Kind">Which of these.</param>
/// <param name="Number">Of what one member says, counted from 1; zero for what is not said.</param>
/// <param name="Text">What is said.</param>
[MemoryPackable]
internal sealed partial record Line(string Nick, LineKind Kind, int Number, string Text);
