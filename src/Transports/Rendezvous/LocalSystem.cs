using Bus.Transports.Links;

namespace Bus.Transports.Rendezvous;

/// <summary>What this side is and allows, for both ends of a handshake.</summary>
/// <param name="Address">Its own address, with the port that was claimed.</param>
/// <param name="Incarnation">Drawn when it started to listen.</param>
/// <param name="AllowedUserIds">Who may connect, and who may answer.</param>
/// <param name="Accepted">The mechanisms it accepts, by name.</param>
/// <param name="Options">For all mechanisms.</param>
/// <param name="Limits">For all links.</param>
internal sealed record LocalSystem(
    BusAddress Address,
    ulong Incarnation,
    IReadOnlySet<uint> AllowedUserIds,
    IReadOnlyDictionary<string, Mechanism> Accepted,
    MechanismOptions Options,
    LinkLimits Limits)
{
    /// <summary>This side's word in a handshake.</summary>
    public Hello Introduce(string mechanism, string to, ReadOnlyMemory<byte> details) =>
        new(LinkPurpose.Association, Environment.ProcessId, Incarnation, Limits.MaxFrameBytes, mechanism, Address.ToString(), to, details);
}
