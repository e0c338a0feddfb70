using System.Buffers.Binary;
using Bus.Delivery;
using Bus.Lanes;
using Bus.Telemetry;
using Bus.Transports;

namespace Bus.Classic;

/// <summary>
/// What a measured message wears on the classic way. Little-endian; a text is its length (u16) and UTF-8:
/// <code>
///   +-----------------+----------------+------------+---------------+------------------------+---------+
///   | sending system: | recipient:     | serializer | its manifest: | trace id 16, span id 8,| payload |
///   | address as text | path as text   | i32        | text          | flags u8, state text   |         |
///   +-----------------+----------------+------------+---------------+------------------------+---------+
/// </code>
/// A message without a trace has one of zeros.
/// </summary>
internal static class EnvelopeFormat
{
    /// <exception cref="ProtocolViolationException">It is none.</exception>
    public static IncomingEnvelope Decode(byte[] bytes)
    {
        ReadOnlySpan<byte> rest = bytes;
        var from = LaneFormat.TakeText(ref rest);
        var recipient = LaneFormat.TakeText(ref rest);
        var type = InboundType.Create(LaneFormat.TakeInt32(ref rest), LaneFormat.TakeText(ref rest));
        var trace = MessageTrace.Take(ref rest);
        return new IncomingEnvelope(from, recipient, type, trace, bytes.AsMemory(bytes.Length - rest.Length));
    }

    /// <summary>How much of an envelope is payload; all of it, if it is none.</summary>
    public static int PayloadBytes(ReadOnlySpan<byte> envelope)
    {
        var rest = envelope;
        return TrySkipText(ref rest) && TrySkipText(ref rest) && TrySkip(ref rest, sizeof(int)) && TrySkipText(ref rest)
            && TrySkip(ref rest, MessageTrace.FixedBytes) && TrySkipText(ref rest)
            ? rest.Length
            : envelope.Length;
    }

    /// <summary>Null if one of the texts is longer than may be.</summary>
    public static byte[]? TryEncode(ReadOnlySpan<byte> from, ReadOnlySpan<byte> recipient, int serializer, ReadOnlySpan<byte> manifest, ReadOnlySpan<byte> trace, ReadOnlySpan<byte> payload)
    {
        if (recipient.Length > LaneFormat.MostTextBytes || manifest.Length > LaneFormat.MostTextBytes)
            return null;
        var bytes = new byte[(3 * sizeof(ushort)) + from.Length + recipient.Length + sizeof(int) + manifest.Length + trace.Length + payload.Length];
        var rest = LaneFormat.WriteText(LaneFormat.WriteText(bytes, from), recipient);
        BinaryPrimitives.WriteInt32LittleEndian(rest, serializer);
        rest = LaneFormat.WriteText(rest[sizeof(int)..], manifest);
        trace.CopyTo(rest);
        payload.CopyTo(rest[trace.Length..]);
        return bytes;
    }

    private static bool TrySkipText(ref ReadOnlySpan<byte> source) =>
        source.Length >= sizeof(ushort) && TrySkip(ref source, sizeof(ushort) + BinaryPrimitives.ReadUInt16LittleEndian(source));

    private static bool TrySkip(ref ReadOnlySpan<byte> source, int bytes)
    {
        if (source.Length < bytes)
            return false;
        source = source[bytes..];
        return true;
    }
}
