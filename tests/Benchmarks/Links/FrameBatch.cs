using Bus.Transports.Links;

namespace Bus.Benchmarks.Links;

/// <summary>Frames of a stream that are appended together, and stamped where they will wait.</summary>
/// <param name="frame">Stamps them.</param>
/// <param name="bytes">Of each one's payload.</param>
/// <param name="first">The number of the first.</param>
/// <param name="count">How many.</param>
/// <param name="last">Whether the stream ends with them.</param>
internal readonly struct FrameBatch(StampedFrame frame, int bytes, ulong first, int count, bool last) : IFrameSource
{
    public int MostBytes => count * (FrameFormat.HeaderBytes + bytes);

    public void WriteTo(ByteQueue queue)
    {
        for (var i = 0; i < count; i++)
            frame.Write(FrameFormat.Append(queue, bytes), (first + (ulong)i) | (last && i == count - 1 ? StampedFrame.Last : 0));
    }
}
