using System.Globalization;

namespace Bus.Transports.Links;

/// <summary>Who is at the other end of a link.</summary>
/// <param name="Address">Its address, as it said itself.</param>
/// <param name="ProcessId">Its process, as the kernel says.</param>
/// <param name="UserId">Its user, as the kernel says.</param>
/// <param name="Incarnation">Tells a restarted system from the one before.</param>
/// <param name="MaxFrameBytes">The largest frame that it takes.</param>
/// <param name="Mechanism">What carries the bytes.</param>
/// <param name="Purpose">What the link is for.</param>
internal sealed record LinkPeer(
    BusAddress Address, int ProcessId, uint UserId, ulong Incarnation, int MaxFrameBytes, string Mechanism,
    LinkPurpose Purpose = LinkPurpose.Association)
{
    /// <summary>What it can do; said for a presence only.</summary>
    public PeerAbilities Abilities { get; init; }

    /// <summary>The incarnation as the directory and the Bus write it: 16 hexadecimal digits.</summary>
    public string IncarnationText => TextOf(Incarnation);

    public static string TextOf(ulong incarnation) => incarnation.ToString("x16", CultureInfo.InvariantCulture);

    public override string ToString() => $"{Address} (pid {ProcessId}, {Mechanism})";
}
