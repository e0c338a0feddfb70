using Bus.Transports.Links;
using CsCheck;
using Xunit;

namespace Bus.Transports.Tests.Framing;

/// <summary>Frames come out as they went in, wherever the run of bytes is cut.</summary>
public class FrameReaderTests
{
    [Fact]
    public void A_header_is_a_little_endian_length()
    {
        var header = new byte[FrameFormat.HeaderBytes];
        FrameFormat.WriteHeader(header, 0x01020304);
        Assert.Equal("04-03-02-01", BitConverter.ToString(header));
        Assert.Equal(0x01020304u, FrameFormat.ReadHeader(header));
    }

    [Fact]
    public void Frames_survive_any_cut() =>
        Gen.Select(Gen.Byte.Array[0, 300].Array[0, 20], Gen.Int[1, 64].Array[1, 40]).Sample((frames, cuts) =>
        {
            var run = new List<byte>();
            foreach (var frame in frames)
            {
                var header = new byte[FrameFormat.HeaderBytes];
                FrameFormat.WriteHeader(header, frame.Length);
                run.AddRange(header);
                run.AddRange(frame);
            }

            var got = new List<byte[]>();
            var reader = new FrameReader(300);
            var bytes = run.ToArray();
            for (int at = 0, i = 0; at < bytes.Length; i++)
            {
                var count = Math.Min(cuts[i % cuts.Length], bytes.Length - at);
                reader.Feed(bytes.AsSpan(at, count), got.Add);
                at += count;
            }

            Assert.True(reader.AtBoundary);
            Assert.Equal(frames, got);
        });

    [Fact]
    public void A_frame_beyond_the_limit_allocates_nothing()
    {
        var reader = new FrameReader(1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ProtocolViolationException>(() => reader.Feed([0xFF, 0xFF, 0xFF, 0x7F], _ => { }));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }
}
