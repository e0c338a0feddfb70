using Bus.Delivery;

namespace Bus.Lanes;

/// <summary>A message that goes in slices, or that waits because one of the same pair of actors before it does.</summary>
/// <param name="Original">What was sent.</param>
/// <param name="Recipient">Whom it is for.</param>
/// <param name="Sender">Who has sent it, if anybody.</param>
/// <param name="Type">How it is read.</param>
/// <param name="Payload">The message itself.</param>
/// <param name="Held">Of a system message: what is kept until the peer confirms it.</param>
internal sealed record LargeMessage(
    Outgoing Original, LaneName Recipient, LaneName? Sender, MessageType Type, ReadOnlyMemory<byte> Payload, HeldMessage? Held = null)
{
    private volatile bool _isSent;

    /// <summary>The message itself; empty once all of it has gone out.</summary>
    public ReadOnlyMemory<byte> Payload { get; private set; } = Payload;

    /// <summary>Who speaks to whom: the order is kept among these.</summary>
    public (string Recipient, string? Sender) Pair => (Recipient.Text, Sender?.Text);

    /// <summary>True if it goes in slices.</summary>
    public bool IsLarge { get; } = Payload.Length > LaneFormat.SliceBytes;

    /// <summary>
    /// It makes an actor there. Whoever learns of that actor may speak to it by any pair, so everything waits until it was delivered.
    /// </summary>
    public bool HoldsUpAll => IsLarge && Original.Recipient.Path.Elements is ["remote"];

    /// <summary>The trace that it belongs to, as it is in the frame.</summary>
    public byte[]? Trace { get; init; }

    /// <summary>Tells the answers to large messages apart.</summary>
    public uint Number { get; set; }

    /// <summary>All of it has gone out. Any thread.</summary>
    public bool IsSent => _isSent;

    /// <summary>All of it has gone out: its bytes need no memory here any more.</summary>
    public void MarkSent()
    {
        Payload = default;
        _isSent = true;
    }
}
