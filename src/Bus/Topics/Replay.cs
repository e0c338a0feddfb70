namespace Bus.Topics;

/// <summary>Whom a retained message is for: the subscribers to one name whose <see cref="Subscription.Number"/> lies in a range.</summary>
/// <param name="Name">The <see cref="InterestName.Text"/>.</param>
/// <param name="Above">They are above this: those up to here have it already.</param>
/// <param name="UpTo">And not above this: later ones are sent it in their turn.</param>
internal sealed record Replay(string Name, long Above, long UpTo);
