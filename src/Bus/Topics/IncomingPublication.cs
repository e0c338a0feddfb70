namespace Bus.Topics;

/// <summary>A published message that a peer has sent.</summary>
/// <param name="Topic">Its topic; any text.</param>
/// <param name="Groups">The groups of which one member each gets it, by their <see cref="InterestName.Text"/>; any texts.</param>
/// <param name="Replay">If not null, it is a retained message for these only.</param>
/// <param name="Message">What was published.</param>
internal sealed record IncomingPublication(string Topic, string[] Groups, Replay? Replay, object Message);
