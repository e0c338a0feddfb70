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
    /// <summary>For lanes; null if this side has none.</summary>
    public LinkLimits? LaneLimits { get; init; }

    /// <summary>This side's word in a handshake.</summary>
    public Hello Introduce(LinkPurpose purpose, string mechanism, string to, ReadOnlyMemory<byte> details) =>
        new(purpose, Environment.ProcessId, Incarnation, LimitsOf(purpose).MaxFrameBytes, mechanism, Address.ToString(), to, details);

    private LinkLimits LimitsOf(LinkPurpose purpose) => purpose == LinkPurpose.Lane ? LaneLimits! : Limits;
}
