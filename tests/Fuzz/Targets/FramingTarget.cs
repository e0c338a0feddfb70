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
        var reader = new FrameReader(MaxFrame);
        var sink = new Counter();
        for (var rest = input; rest.Length > 0;)
        {
            var count = Math.Min(rest.Length, 1 + (rest[0] % 97));
            reader.Feed(rest[..count], sink);
            rest = rest[count..];
        }

        if (sink.Bytes > input.Length)
            throw new InvalidOperationException($"{sink.Bytes} bytes came out of {input.Length}.");
    }

    private sealed class Counter : IFrameSink
    {
        public long Bytes { get; private set; }

        public void OnFrameInBlock(ReadOnlySpan<byte> payload) => Bytes += payload.Length + FrameFormat.HeaderBytes;

        public void OnFrame(byte[] payload) => OnFrameInBlock(payload);
    }
}
