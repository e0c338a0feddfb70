using Bus.Transports;
using Bus.Transports.Links;

namespace Bus.Fuzz.Targets;

/// <summary>The run of bytes of a channel.</summary>
public sealed class FramingTarget : IFuzzTarget
{
    private const int MaxFrame = 4096;

    public string Name => "framing";

    public IReadOnlyList<byte[]> Seeds => [[3, 0, 0, 0, 1, 2, 3, 0, 0, 0, 0, 1, 0, 0, 0, 9], [0, 16, 0, 0, .. new byte[4096]]];

    // A frame may be announced and never come: one at a time.
    public long AllocationLimit => 64 * 1024;

    public void Run(ReadOnlySpan<byte> input)
    {
        // As the two kinds of readers use it: with a buffer that is shared, and with one of the link's own.
        var shared = Read(input, mostKept: 0);
        var own = Read(input, mostKept: 300);
        if (shared.Bytes > input.Length || own.Bytes != shared.Bytes || own.Violation is null != shared.Violation is null)
            throw new InvalidOperationException($"{shared} and {own} came out of {input.Length} bytes.");
        if (own.Violation is { } violation)
            throw violation;
    }

    /// <summary>The bytes of all whole frames, with their headers, and what there was to complain of.</summary>
    private static (long Bytes, ProtocolViolationException? Violation) Read(ReadOnlySpan<byte> input, int mostKept)
    {
        var reader = new FrameReader(MaxFrame);
        var sink = new Counter();
        var kept = 0;
        try
        {
            for (var at = 0; at < input.Length;)
            {
                var count = Math.Min(input.Length - at, 1 + (input[at] % 97));
                var rest = mostKept > 0 ? reader.Rest(64) : default;
                if (rest.IsEmpty)
                {
                    kept = reader.Feed(input.Slice(at - kept, kept + count), sink, mostKept);
                }
                else
                {
                    count = Math.Min(count, rest.Length);
                    input.Slice(at, count).CopyTo(rest);
                    reader.FeedRest(count, sink);
                }

                at += count;
            }
        }
        catch (ProtocolViolationException violation)
        {
            return (sink.Bytes, violation);
        }

        return (sink.Bytes, null);
    }

    private sealed class Counter : IFrameSink
    {
        public long Bytes { get; private set; }

        public void OnFrameInBlock(ReadOnlySpan<byte> payload) => Bytes += payload.Length + FrameFormat.HeaderBytes;

        public void OnFrame(byte[] payload) => OnFrameInBlock(payload);
    }
}
