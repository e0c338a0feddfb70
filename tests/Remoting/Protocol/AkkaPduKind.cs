namespace Bus.Remoting.Tests.Protocol;

/// <summary>What an <see cref="AkkaPdu"/> is; the numbers are those of the wire.</summary>
public enum AkkaPduKind
{
    /// <summary>No instruction, but something for the endpoint.</summary>
    Payload = 0,

    /// <summary>Opens an association.</summary>
    Associate = 1,

    /// <summary>Ends it without saying why.</summary>
    Disassociate = 2,

    /// <summary>Keeps it alive.</summary>
    Heartbeat = 3,

    /// <summary>Ends it because its sender shuts down.</summary>
    DisassociateShutdown = 4,

    /// <summary>Ends it because its sender has quarantined the other.</summary>
    DisassociateQuarantined = 5,
}
