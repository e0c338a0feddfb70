using System.Buffers.Binary;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// The details of a ring mechanism's offer and answer, little-endian:
/// <code>
///   0          8
///   +----------+------------------------------+
///   | session  | what the pages need          |
///   | u64      | (see the mechanism), or none |
///   +----------+------------------------------+
/// </code>
/// The descriptor of the pages, if they have one, travels beside it.
/// </summary>
/// <param name="Session">A random number that the dialler drew: it stands in both regions too, and only the two sides know it.</param>
/// <param name="Pages">The mechanism's own.</param>
internal readonly record struct RingOffer(ulong Session, ReadOnlyMemory<byte> Pages)
{
    public byte[] Encode()
    {
        var bytes = new byte[sizeof(ulong) + Pages.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Session);
        Pages.CopyTo(bytes.AsMemory(sizeof(ulong)));
        return bytes;
    }

    /// <exception cref="ProtocolViolationException">These are not a ring's.</exception>
    public static RingOffer Decode(ReadOnlyMemory<byte> details) => details.Length >= sizeof(ulong)
        ? new RingOffer(BinaryPrimitives.ReadUInt64LittleEndian(details.Span), details[sizeof(ulong)..])
        : throw new ProtocolViolationException($"The offer of a ring has {details.Length} bytes of details; it has at least {sizeof(ulong)}.");
}
