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

    /// <summary>What peers are to know of it.</summary>
    public PeerAbilities Abilities { get; init; }

    /// <summary>This side's word in a handshake.</summary>
    /// <param name="purpose">What for.</param>
    /// <param name="mechanism">What is to carry the bytes.</param>
    /// <param name="to">Whom it is said to.</param>
    /// <param name="details">The mechanism's; a presence has none, and says what this side can do in their place.</param>
    public Hello Introduce(LinkPurpose purpose, string mechanism, string to, ReadOnlyMemory<byte> details) => new(
        purpose, Environment.ProcessId, Incarnation, LimitsOf(purpose).MaxFrameBytes, mechanism, Address.ToString(), to,
        purpose == LinkPurpose.Presence ? new[] { (byte)Abilities } : details);

    private LinkLimits LimitsOf(LinkPurpose purpose) => purpose == LinkPurpose.Lane ? LaneLimits! : Limits;
}
