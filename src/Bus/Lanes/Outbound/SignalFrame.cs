using Bus.Transports.Links;

namespace Bus.Lanes;

/// <summary>
/// A frame that has a head only. The answers that wait go before it: after a <see cref="LaneFrameKind.Closed"/> nobody would read them.
/// </summary>
internal readonly struct SignalFrame(LaneAnswers answers, LaneFrameKind kind) : IFrameSource
{
    public int MostBytes => (LargeMessages.MostUndelivered + 2) * (FrameFormat.HeaderBytes + LaneFormat.HeadBytes);

    public void WriteTo(ByteQueue queue)
    {
        answers.Feed(queue);
        LaneFormat.WriteHead(FrameFormat.Append(queue, LaneFormat.HeadBytes), kind);
    }
}
