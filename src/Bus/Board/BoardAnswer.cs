namespace Bus.Board;

/// <summary>What a peer knows.</summary>
/// <param name="Incarnation">Of the system whose notices these are.</param>
/// <param name="UpTo">It knows everything up to this number.</param>
/// <param name="Refused">The numbers of the update to which it objects, and why.</param>
internal sealed record BoardAnswer(string Incarnation, long UpTo, IReadOnlyList<(long Number, string Reason)> Refused);
