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
        long got = 0;
        for (var rest = input; rest.Length > 0;)
        {
            var count = Math.Min(rest.Length, 1 + (rest[0] % 97));
            reader.Feed(rest[..count], frame => got += frame.Length + FrameFormat.HeaderBytes);
            rest = rest[count..];
        }

        if (got > input.Length)
            throw new InvalidOperationException($"{got} bytes came out of {input.Length}.");
    }
}
