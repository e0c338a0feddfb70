namespace Bus.Lanes;

/// <summary>A message that goes in slices, or that waits because one of the same pair of actors before it does.</summary>
internal sealed record LargeMessage(Outgoing Original, LaneName Recipient, LaneName? Sender, MessageType Type, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Who speaks to whom: the order is kept among these.</summary>
    public (string Recipient, string? Sender) Pair => (Recipient.Text, Sender?.Text);

    /// <summary>
    /// It makes an actor there. Whoever learns of that actor may speak to it by any pair, so everything waits until it was delivered.
    /// </summary>
    public bool HoldsUpAll => Payload.Length > LaneFormat.SliceBytes && Original.Recipient.Path.Elements is ["remote"];

    /// <summary>Tells the answers to large messages apart.</summary>
    public uint Number { get; set; }
}
