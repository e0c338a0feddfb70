using Bus.Transports.Links;

namespace Bus.Lanes;

/// <summary>A system message, and the question whether it has arrived.</summary>
internal readonly struct SystemFrames(OutboundLane lane, MessageFrames message, HeldMessage held) : IFrameSource
{
    public int MostBytes => message.MostBytes + FrameFormat.HeaderBytes + LaneFormat.HeadBytes;

    public void WriteTo(ByteQueue queue)
    {
        message.WriteTo(queue);
        held.Number = lane.NextFlush();
        LaneFormat.WriteHead(FrameFormat.Append(queue, LaneFormat.HeadBytes), LaneFrameKind.Flush, a: held.Number);
    }
}
