namespace Bus.Examples.Chat;

/// <summary>What the user asks for.</summary>
/// <param name="Mechanism">What carries the messages.</param>
/// <param name="Members">How many are in the room from the beginning, at least 3.</param>
/// <param name="Lines">What each of them says.</param>
/// <param name="Pause">The time between two lines of one member.</param>
/// <param name="KillOne">Whether one of them is killed in the middle of its talk.</param>
internal sealed record ChatOptions(string Mechanism, int Members, int Lines, TimeSpan Pause, bool KillOne);
