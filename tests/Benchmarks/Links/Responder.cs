using System.Buffers.Binary;
using System.Diagnostics;
using Bus.Transports.Links;

namespace Bus.Benchmarks.Links;

/// <summary>
/// The far end of a link that is measured: it sends back what is to be sent back, checks the rest, tells a sender that asks that
/// it may go on, and at the end of a stream when that was.
/// </summary>
internal sealed class Responder(Link link) : ILinkListener
{
    private readonly byte[] _answer = new byte[sizeof(long)];
    private StampedFrame? _frame;
    private ulong _expected;

    void IFrameSink.OnFrame(byte[] payload) => OnFrame(payload);

    void IFrameSink.OnFrameInBlock(ReadOnlySpan<byte> payload) => OnFrame(payload);

    private void OnFrame(ReadOnlySpan<byte> payload)
    {
        // The first one tells the length of all others.
        _frame ??= new StampedFrame(payload.Length);
        var first = _frame.Check(payload, _expected++);
        if ((first & StampedFrame.Echo) != 0)
        {
            if (!link.TrySend(payload))
                throw new BenchmarkException("A link with one frame in flight is full.");
        }
        else if ((first & StampedFrame.Last) != 0)
        {
            // The clock of Stopwatch is the machine's, and the same for all processes.
            BinaryPrimitives.WriteInt64LittleEndian(_answer, Stopwatch.GetTimestamp());
            link.TrySend(_answer);
        }
        else if ((first & StampedFrame.Credit) != 0)
        {
            link.TrySend([]);
        }
    }

    void ILinkListener.OnEnded(LinkEnd end, string reason)
    {
        if (end == LinkEnd.Failed)
            Console.Error.WriteLine($"error: The link with {link.Peer} has failed: {reason}");
    }
}
