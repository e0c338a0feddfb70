using System.Buffers.Binary;

namespace Bus.Transports.Links;

/// <summary>
/// A frame on the run of bytes that a channel carries:
/// <code>
///   0          4
///   +----------+----------------------+
///   | length   | payload              |      length: u32, little-endian, of the payload alone; 0 is allowed
///   +----------+----------------------+
/// </code>
/// Frames follow each other without a gap; blocks are cut anywhere.
/// </summary>
internal static class FrameFormat
{
    public const int HeaderBytes = sizeof(uint);

    public static void WriteHeader(Span<byte> destination, int length) =>
        BinaryPrimitives.WriteUInt32LittleEndian(destination, (uint)length);

    /// <summary>Appends the header of a frame; the payload is for the caller to fill.</summary>
    public static Span<byte> Append(ByteQueue queue, int length)
    {
        var frame = queue.Extend(HeaderBytes + length);
        WriteHeader(frame, length);
        return frame[HeaderBytes..];
    }

    public static uint ReadHeader(ReadOnlySpan<byte> source) => BinaryPrimitives.ReadUInt32LittleEndian(source);
}
