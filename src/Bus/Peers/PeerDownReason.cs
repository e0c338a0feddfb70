namespace Bus;

/// <summary>Why a peer is no more.</summary>
public enum PeerDownReason
{
    /// <summary>It said goodbye: its actor system was terminated.</summary>
    ShutDown,

    /// <summary>Its process ended without a goodbye: it was killed, it crashed, or it left without terminating its actor system.</summary>
    Crashed,

    /// <summary>Its process may live, but it cannot be spoken with: it broke the protocol, refused, or did not answer in time.</summary>
    Unreachable,
}
