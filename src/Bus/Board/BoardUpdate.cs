namespace Bus.Board;

/// <summary>What a system tells a peer: changes of its notices, in the order of their numbers.</summary>
/// <param name="Incarnation">Of the sender, see <see cref="BusPeer.Incarnation"/>.</param>
/// <param name="From">The peer must know everything up to this number before.</param>
/// <param name="UpTo">And knows everything up to this one once it has taken this.</param>
/// <param name="Changes">The notices with a number in between, as they are now.</param>
internal sealed record BoardUpdate(string Incarnation, long From, long UpTo, IReadOnlyList<BoardChange> Changes);
