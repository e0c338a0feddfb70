using System.Buffers.Binary;
using System.Text;
using Bus.Telemetry;
using Bus.Transports;

namespace Bus.Lanes;

/// <summary>
/// The frames of a lane. All have the same head; numbers are little-endian.
/// <code>
///   0      1       2        4             8          12
///   +------+-------+--------+-------------+----------+
///   | kind | flags | type   | a           | b        |     rest
///   | u8   | u8    | u16    | u32         | u32      |
///   +------+-------+--------+-------------+----------+
///   Hello          version    system uid    names        largest message u32, reserved
///   Message        type       recipient     sender       [recipient text] [sender text] [type in words] [trace], the payload
///   DefineActor    -          number        -            the path, UTF-8
///   DefineType     number     serializer    -            the manifest, UTF-8
///   Begin          -          payload bytes number       as a message with everything in words, without the payload
///   Slice          -          -             -            bytes of the payload
///   Delivered, Flush, Flushed
///                  -          number        -
///   Close, Closed  -          -             -
///
///   text           length u16, UTF-8
///   type in words  serializer i32, text
///   trace          trace id 16 bytes, span id 8 bytes, flags u8, tracestate text
/// </code>
/// A definition overwrites the one before it with the same number. A side sends a definition before it first uses the number, on the same
/// lane, so what the numbers mean follows from the order of the frames alone.
/// </summary>
internal static class LaneFormat
{
    /// <summary>Raised when old and new cannot talk any more.</summary>
    public const byte Version = 2;

    public const int HeadBytes = 12;

    /// <summary>The longest path or manifest.</summary>
    public const int MostTextBytes = 16 * 1024;

    /// <summary>What a message with everything in words takes beside its payload, at most.</summary>
    public const int MostOverhead = HeadBytes + (3 * (sizeof(ushort) + MostTextBytes)) + sizeof(int) + MessageTrace.MostBytes;

    /// <summary>The largest payload of one frame; what is larger goes in slices of this size.</summary>
    public const int SliceBytes = 64 * 1024;

    /// <summary>The largest frame.</summary>
    public const int MostFrameBytes = SliceBytes + MostOverhead;

    /// <summary>The most names of actors that a side may define.</summary>
    public const int MostActors = 65_536;

    /// <summary>The most types that a side may define.</summary>
    public const int MostTypes = 4096;

    /// <summary>The most brackets and stars in a manifest; see <see cref="IsShallow"/>.</summary>
    public const int MostBrackets = 256;

    /// <summary>
    /// False for a manifest that names a type nested a thousandfold, such as <c>int[][][]...</c>. The runtime loads such types by recursion, and
    /// ends the process when the stack does.
    /// </summary>
    public static bool IsShallow(string manifest)
    {
        var brackets = 0;
        foreach (var c in manifest)
            brackets += c is '[' or '*' or '&' ? 1 : 0;
        return brackets <= MostBrackets;
    }

    public static void WriteHead(Span<byte> frame, LaneFrameKind kind, LaneFlags flags = 0, ushort type = 0, uint a = 0, uint b = 0)
    {
        frame[0] = (byte)kind;
        frame[1] = (byte)flags;
        BinaryPrimitives.WriteUInt16LittleEndian(frame[2..], type);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], a);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[8..], b);
    }

    /// <summary>Writes a text and returns what is left behind it.</summary>
    public static Span<byte> WriteText(Span<byte> destination, ReadOnlySpan<byte> utf8)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(destination, (ushort)utf8.Length);
        utf8.CopyTo(destination[sizeof(ushort)..]);
        return destination[(sizeof(ushort) + utf8.Length)..];
    }

    /// <summary>Takes a text off the front.</summary>
    /// <exception cref="ProtocolViolationException">It is cut off, or too long.</exception>
    public static string TakeText(ref ReadOnlySpan<byte> source)
    {
        var length = source.Length >= sizeof(ushort) ? BinaryPrimitives.ReadUInt16LittleEndian(source) : -1;
        if (length < 0 || length > MostTextBytes || source.Length - sizeof(ushort) < length)
            throw new ProtocolViolationException($"A text of {length} bytes in {source.Length} cannot be; at most {MostTextBytes} may.");
        var text = Encoding.UTF8.GetString(source.Slice(sizeof(ushort), length));
        source = source[(sizeof(ushort) + length)..];
        return text;
    }

    /// <summary>Takes a number off the front.</summary>
    /// <exception cref="ProtocolViolationException">It is cut off.</exception>
    public static int TakeInt32(ref ReadOnlySpan<byte> source)
    {
        if (source.Length < sizeof(int))
            throw new ProtocolViolationException($"A frame ends in the middle of a number: {source.Length} bytes are left.");
        var number = BinaryPrimitives.ReadInt32LittleEndian(source);
        source = source[sizeof(int)..];
        return number;
    }
}
