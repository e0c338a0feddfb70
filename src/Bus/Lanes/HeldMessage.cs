namespace Bus.Lanes;

/// <summary>A system message that waits until what was sent by lane before it has been delivered.</summary>
/// <param name="Flush">The number of the question to the peer.</param>
/// <param name="Position">How many messages had been sent by lane.</param>
/// <param name="Message">The message.</param>
internal readonly record struct HeldMessage(uint Flush, long Position, Outgoing Message);
