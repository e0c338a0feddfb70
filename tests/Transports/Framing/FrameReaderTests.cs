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
                reader.Feed(bytes.AsSpan(at, count), new FrameList(got));
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
        Assert.Throws<ProtocolViolationException>(() => reader.Feed([0xFF, 0xFF, 0xFF, 0x7F], new FrameList([])));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }

    [Fact]
    public void A_frame_in_one_block_is_not_copied()
    {
        var reader = new FrameReader(1000);
        var sink = new FrameList([]);
        reader.Feed([2, 0, 0, 0, 7, 8, 1, 0, 0, 0], sink);
        Assert.Equal((1, 0), (sink.InBlock, sink.InPieces));
        reader.Feed([9], sink);
        Assert.Equal((1, 1), (sink.InBlock, sink.InPieces));
    }

    private sealed class FrameList(List<byte[]> frames) : IFrameSink
    {
        public int InBlock { get; private set; }

        public int InPieces { get; private set; }

        public void OnFrameInBlock(ReadOnlySpan<byte> payload)
        {
            InBlock++;
            frames.Add(payload.ToArray());
        }

        public void OnFrame(byte[] payload)
        {
            InPieces++;
            frames.Add(payload);
        }
    }
}
