using System.Buffers.Binary;
using Bus.Transports;

namespace Bus.Lanes;

/// <summary>The head of a frame, as <see cref="LaneFormat"/> draws it.</summary>
internal readonly record struct LaneHead(LaneFrameKind Kind, LaneFlags Flags, ushort Type, uint A, uint B)
{
    /// <exception cref="ProtocolViolationException">The frame is too short to have one.</exception>
    public static LaneHead Read(ReadOnlySpan<byte> frame) => frame.Length >= LaneFormat.HeadBytes
        ? new((LaneFrameKind)frame[0], (LaneFlags)frame[1], BinaryPrimitives.ReadUInt16LittleEndian(frame[2..]),
            BinaryPrimitives.ReadUInt32LittleEndian(frame[4..]), BinaryPrimitives.ReadUInt32LittleEndian(frame[8..]))
        : throw new ProtocolViolationException($"A frame of {frame.Length} bytes came over a lane; its head alone has {LaneFormat.HeadBytes}.");
}
