namespace Bus.Board;

/// <summary>What a system tells a peer: changes of its notices, in the order of their numbers.</summary>
/// <param name="Incarnation">Of the sender, see <see cref="BusPeer.Incarnation"/>.</param>
/// <param name="UpTo">The peer knows everything up to this number once it has taken this.</param>
/// <param name="Changes">Each notice with its present text; null if it was withdrawn.</param>
internal sealed record BoardUpdate(string Incarnation, long UpTo, IReadOnlyList<(string Kind, string Key, string? Text)> Changes);
