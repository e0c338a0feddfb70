namespace Bus.Transports.Links;

/// <summary>Writes frames into an outbox while the outbox is locked: short, and nothing that waits.</summary>
internal interface IFrameSource
{
    /// <summary>The most bytes that it will append, headers included.</summary>
    int MostBytes { get; }

    /// <summary>Appends whole frames.</summary>
    void WriteTo(ByteQueue queue);
}
