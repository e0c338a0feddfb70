using Bus.Transports.Control;
using Bus.Transports.Links;

namespace Bus.Transports.Rendezvous;

/// <summary>
/// What each side says of itself in a <see cref="RecordKind.Hello"/> or <see cref="RecordKind.Accept"/> record. Body, little-endian;
/// a text or detail field is its length (u16) and that many bytes:
/// <code>
///   0         1             5              13               17
///   +---------+-------------+--------------+----------------+-----------+------+----+---------+
///   | purpose | pid         | incarnation  | maxFrameBytes  | mechanism | from | to | details |
///   | u8      | u32         | u64          | u32            | text      | text | text | bytes |
///   +---------+-------------+--------------+----------------+-----------+------+----+---------+
/// </code>
/// </summary>
/// <param name="Purpose">What the link is for.</param>
/// <param name="ProcessId">The sender's process, as it sees itself: in another pid namespace it differs from the kernel's word.</param>
/// <param name="Incarnation">A random number that a system draws when it starts to listen: tells a restart from the same system.</param>
/// <param name="MaxFrameBytes">The largest frame that the sender takes.</param>
/// <param name="Mechanism">What carries the bytes; empty for a presence.</param>
/// <param name="From">The sender's address.</param>
/// <param name="To">The address that the sender believes to talk to.</param>
/// <param name="Details">The mechanism's offer or answer; for a presence, the <see cref="PeerAbilities"/> in the first byte.</param>
internal sealed record Hello(
    LinkPurpose Purpose, int ProcessId, ulong Incarnation, int MaxFrameBytes, string Mechanism, string From, string To, ReadOnlyMemory<byte> Details)
{
    private const int MaxNameBytes = 512;
    private const int MaxAddressBytes = 1024;

    /// <summary>What the sender can do, if this is about a presence.</summary>
    public PeerAbilities Abilities => Purpose == LinkPurpose.Presence && Details.Length > 0 ? (PeerAbilities)Details.Span[0] : PeerAbilities.None;

    public ReadOnlyMemory<byte> Encode()
    {
        var body = new BodyWriter();
        body.Byte((byte)Purpose);
        body.UInt32((uint)ProcessId);
        body.UInt64(Incarnation);
        body.UInt32((uint)MaxFrameBytes);
        body.Text(Mechanism);
        body.Text(From);
        body.Text(To);
        body.Bytes(Details.Span);
        return body.Body;
    }

    /// <exception cref="ProtocolViolationException">The body is not a hello.</exception>
    public static Hello Decode(ReadOnlySpan<byte> body)
    {
        var reader = new BodyReader(body);
        var purpose = (LinkPurpose)reader.Byte();
        if (purpose is not (LinkPurpose.Association or LinkPurpose.Lane or LinkPurpose.Presence))
            throw new ProtocolViolationException($"A hello has purpose {(byte)purpose}; this side knows 1 (association), 2 (lane) and 3 (presence).");
        var pid = reader.UInt32();
        var incarnation = reader.UInt64();
        var maxFrame = reader.UInt32();
        if (pid > int.MaxValue || maxFrame is 0 or > int.MaxValue)
            throw new ProtocolViolationException($"A hello has pid {pid} and a largest frame of {maxFrame} bytes; neither can be.");
        var hello = new Hello(purpose, (int)pid, incarnation, (int)maxFrame, reader.Text(MaxNameBytes), reader.Text(MaxAddressBytes),
            reader.Text(MaxAddressBytes), reader.Bytes(ChannelOffer.MaxDetailBytes).ToArray());
        reader.End();
        return hello;
    }
}
