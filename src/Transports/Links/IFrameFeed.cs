namespace Bus.Transports.Links;

/// <summary>
/// Has more to send than an outbox should hold, and gives it a little at a time: each batch that goes out takes a bit of it along, so
/// that what is appended meanwhile waits for that bit only.
/// </summary>
internal interface IFrameFeed
{
    /// <summary>Appends the next whole frames, or nothing. Called with the outbox locked: short, and nothing that waits.</summary>
    void Feed(ByteQueue queue);
}
