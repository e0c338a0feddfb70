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
            var got = new List<byte[]>();
            var reader = new FrameReader(300);
            var bytes = RunOf(frames);
            for (int at = 0, i = 0; at < bytes.Length; i++)
            {
                var count = Math.Min(cuts[i % cuts.Length], bytes.Length - at);
                reader.Feed(bytes.AsSpan(at, count), new FrameList(got));
                at += count;
            }

            Assert.True(reader.AtBoundary);
            Assert.Equal(frames, got);
        });

    /// <summary>As a reader does that has a buffer of its own, and may be too small for some frames.</summary>
    [Fact]
    public void Frames_survive_any_cut_if_their_beginnings_are_kept_and_their_rests_read_to_where_they_belong() =>
        Gen.Select(Gen.Byte.Array[0, 300].Array[0, 20], Gen.Int[1, 64].Array[1, 40], Gen.Int[0, 304], Gen.Int[1, 32]).Sample((frames, cuts, mostKept, direct) =>
        {
            var got = new List<byte[]>();
            var reader = new FrameReader(300);
            var sink = new FrameList(got);
            var bytes = RunOf(frames);
            var kept = 0;
            for (int at = 0, i = 0; at < bytes.Length; i++)
            {
                var count = Math.Min(cuts[i % cuts.Length], bytes.Length - at);
                var rest = reader.Rest(direct);
                Assert.True(rest.IsEmpty || rest.Length >= direct);
                if (rest.IsEmpty)
                {
                    kept = reader.Feed(bytes.AsSpan(at - kept, kept + count), sink, mostKept);
                    Assert.InRange(kept, 0, mostKept);
                }
                else
                {
                    count = Math.Min(count, rest.Length);
                    bytes.AsSpan(at, count).CopyTo(rest);
                    reader.FeedRest(count, sink);
                }

                at += count;
            }

            Assert.True(reader.AtBoundary);
            Assert.Equal(0, kept);
            Assert.Equal(frames, got);
            // What can be kept needs no array.
            Assert.Equal(0, sink.InPieces(length => FrameFormat.HeaderBytes + length <= mostKept));
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
        Assert.Equal((1, 0), (sink.InBlock, sink.InPieces()));
        reader.Feed([9], sink);
        Assert.Equal((1, 1), (sink.InBlock, sink.InPieces()));
    }

    private static byte[] RunOf(byte[][] frames)
    {
        var run = new ByteQueue();
        foreach (var frame in frames)
            frame.CopyTo(FrameFormat.Append(run, frame.Length));
        return run.Bytes.ToArray();
    }

    private sealed class FrameList(List<byte[]> frames) : IFrameSink
    {
        private readonly List<int> _inPieces = [];

        public int InBlock { get; private set; }

        public int InPieces(Func<int, bool>? ofLength = null) => _inPieces.Count(ofLength ?? (_ => true));

        public void OnFrameInBlock(ReadOnlySpan<byte> payload)
        {
            InBlock++;
            frames.Add(payload.ToArray());
        }

        public void OnFrame(byte[] payload)
        {
            _inPieces.Add(payload.Length);
            frames.Add(payload);
        }
    }
}
