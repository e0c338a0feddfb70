namespace Bus.Transports.Control;

/// <summary>What a control record says.</summary>
internal enum RecordKind : byte
{
    /// <summary>Dialler to listener: who I am, whom I want, by which mechanism, and its offer.</summary>
    Hello = 1,

    /// <summary>Listener to dialler: who I am, and the mechanism's answer.</summary>
    Accept = 2,

    /// <summary>Either way: no, and why. The connection closes.</summary>
    Reject = 3,

    /// <summary>Dialler to listener: attached; the link is up.</summary>
    Ready = 4,

    /// <summary>Either way: a graceful end; everything that I sent is in the channel.</summary>
    Goodbye = 5,

    /// <summary>Either way, once over a presence: a page whose first word the kernel marks when my process ends.</summary>
    LifeSign = 6,
}
