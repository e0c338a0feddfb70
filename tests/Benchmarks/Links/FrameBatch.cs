using Bus.Transports.Links;

namespace Bus.Benchmarks.Links;

/// <summary>Frames of a stream that are appended together, and stamped where they will wait.</summary>
/// <param name="frame">Stamps them.</param>
/// <param name="bytes">Of each one's payload.</param>
/// <param name="first">The number of the first.</param>
/// <param name="count">How many.</param>
/// <param name="flags">What the last of them asks for.</param>
internal readonly struct FrameBatch(StampedFrame frame, int bytes, ulong first, int count, ulong flags) : IFrameSource
{
    public int MostBytes => count * (FrameFormat.HeaderBytes + bytes);

    public void WriteTo(ByteQueue queue)
    {
        for (var i = 0; i < count; i++)
            frame.Write(FrameFormat.Append(queue, bytes), (first + (ulong)i) | (i == count - 1 ? flags : 0));
    }
}
