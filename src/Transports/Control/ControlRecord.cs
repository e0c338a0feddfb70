using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Control;

/// <summary>
/// One record on a control socket, all numbers little-endian:
/// <code>
///   0          4         6      7          8            10                 12
///   +----------+---------+------+----------+------------+------------------+--------------+
///   | magic    | version | kind | reserved | bodyLength | descriptorCount  | body         |
///   | "BIPC"   | u16     | u8   | u8 = 0   | u16        | u16              | bodyLength   |
///   +----------+---------+------+----------+------------+------------------+--------------+
/// </code>
/// The descriptors travel beside the bytes (<c>SCM_RIGHTS</c>), never later than the record's last byte.
/// </summary>
internal sealed record ControlRecord(RecordKind Kind, ReadOnlyMemory<byte> Body, IReadOnlyList<SafeFileHandle> Descriptors)
{
    /// <summary>"BIPC" in memory order.</summary>
    public const uint Magic = 0x43504942;

    /// <summary>The version of the whole handshake. Sides with different versions refuse each other, in words.</summary>
    public const ushort Version = 1;

    public const int HeaderBytes = 12;

    public const int MaxBodyBytes = 4096;

    public ControlRecord(RecordKind kind) : this(kind, ReadOnlyMemory<byte>.Empty, [])
    {
    }

    /// <summary>For a record that must not bring any.</summary>
    public void CloseDescriptors()
    {
        foreach (var descriptor in Descriptors)
            descriptor.Dispose();
    }

    /// <summary>The bytes of the record, without its descriptors.</summary>
    public byte[] Encode()
    {
        if (Body.Length > MaxBodyBytes)
            throw new HandshakeException($"A {Kind} record has {Body.Length} bytes; at most {MaxBodyBytes} fit.");
        var bytes = new byte[HeaderBytes + Body.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(4), Version);
        bytes[6] = (byte)Kind;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)Body.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(10), (ushort)Descriptors.Count);
        Body.Span.CopyTo(bytes.AsSpan(HeaderBytes));
        return bytes;
    }

    /// <summary>Checks the header at the start of <paramref name="bytes"/>, of which there are at least <see cref="HeaderBytes"/>.</summary>
    /// <exception cref="ProtocolViolationException">This is not a record, or not one of this version.</exception>
    public static (RecordKind Kind, int BodyBytes, int DescriptorCount) DecodeHeader(ReadOnlySpan<byte> bytes)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) is var magic && magic != Magic)
            throw new ProtocolViolationException($"A control record starts with 0x{magic:X8}; it must start with 0x{Magic:X8}.");
        if (BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]) is var version && version != Version)
        {
            throw new ProtocolViolationException($"The peer speaks version {version} of the handshake; this side speaks {Version}. " +
                "Use the same version of Bus.Transports on both sides.");
        }

        var kind = (RecordKind)bytes[6];
        if (kind is < RecordKind.Hello or > RecordKind.LifeSign || bytes[7] != 0)
            throw new ProtocolViolationException($"A control record has kind {bytes[6]} and reserved byte {bytes[7]}; neither is known.");
        var bodyBytes = BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]);
        if (bodyBytes > MaxBodyBytes)
            throw new ProtocolViolationException($"A control record announces {bodyBytes} bytes; at most {MaxBodyBytes} fit.");
        var descriptors = BinaryPrimitives.ReadUInt16LittleEndian(bytes[10..]);
        if (descriptors > ChannelOffer.MaxDescriptors)
            throw new ProtocolViolationException($"A control record announces {descriptors} descriptors; at most {ChannelOffer.MaxDescriptors} fit.");
        return (kind, bodyBytes, descriptors);
    }
}
