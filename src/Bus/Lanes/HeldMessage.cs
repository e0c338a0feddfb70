using Bus.Delivery;

namespace Bus.Lanes;

/// <summary>A system message that goes by lane and that the peer has not confirmed yet.</summary>
internal sealed class HeldMessage(Outgoing message)
{
    private volatile uint _number;

    public Outgoing Message => message;

    /// <summary>What it is confirmed by: given when it goes into the outbox, in the order in which that happens. 0 before. Any thread.</summary>
    public uint Number
    {
        get => _number;
        set => _number = value;
    }
}
