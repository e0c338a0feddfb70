namespace Bus.Board;

/// <summary>The peer has taken an update.</summary>
/// <param name="Incarnation">Whose update.</param>
/// <param name="UpTo">Its number.</param>
/// <param name="Refused">What the peer objects to, and why.</param>
internal sealed record BoardAnswer(string Incarnation, long UpTo, IReadOnlyList<(string Kind, string Key, string Reason)> Refused);
