namespace Bus.Lanes;

/// <summary>A system message that went by lane and that the peer has not confirmed yet.</summary>
/// <param name="Number">What it is confirmed by.</param>
/// <param name="Message">The message.</param>
internal readonly record struct HeldMessage(uint Number, Outgoing Message);
