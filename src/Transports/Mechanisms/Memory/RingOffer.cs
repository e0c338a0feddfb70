using System.Buffers.Binary;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// The details of a ring mechanism's offer and answer, little-endian:
/// <code>
///   0          8        9          10                       10 + n
///   +----------+--------+----------+------------------------+----------------------------+
///   | session  | wakeUp | n        | what the wake-up needs | what the pages need        |
///   | u64      | u8     | u8       | n bytes                | the rest (see the mechanism) |
///   +----------+--------+----------+------------------------+----------------------------+
/// </code>
/// Beside it travel the descriptor of the pages, if they have one, and then those of the wake-up. What the wake-up needs is in
/// the offer only, and for both directions alike: first for that from the dialler to the listener. The answer repeats the kind.
/// </summary>
/// <param name="Session">A random number that the dialler drew: it stands in both regions too, and only the two sides know
/// it.</param>
/// <param name="Kind">What both sides sleep on.</param>
/// <param name="WakeUp">The wake-up's own.</param>
/// <param name="Pages">The mechanism's own.</param>
internal readonly record struct RingOffer(ulong Session, RingWakeUp Kind, ReadOnlyMemory<byte> WakeUp, ReadOnlyMemory<byte> Pages)
{
    public const int FixedBytes = 10;

    public byte[] Encode()
    {
        var bytes = new byte[FixedBytes + WakeUp.Length + Pages.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Session);
        bytes[8] = (byte)Kind;
        bytes[9] = checked((byte)WakeUp.Length);
        WakeUp.CopyTo(bytes.AsMemory(FixedBytes));
        Pages.CopyTo(bytes.AsMemory(FixedBytes + WakeUp.Length));
        return bytes;
    }

    /// <exception cref="ProtocolViolationException">These are not a ring's.</exception>
    public static RingOffer Decode(ReadOnlyMemory<byte> details)
    {
        if (details.Length < FixedBytes || details.Length < FixedBytes + details.Span[9])
            throw new ProtocolViolationException($"The offer of a ring has {details.Length} bytes of details, which is too short.");
        var wakeUpEnd = FixedBytes + details.Span[9];
        return new RingOffer(BinaryPrimitives.ReadUInt64LittleEndian(details.Span), (RingWakeUp)details.Span[8],
            details[FixedBytes..wakeUpEnd], details[wakeUpEnd..]);
    }
}
