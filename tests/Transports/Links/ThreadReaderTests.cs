using Bus.Transports.Links;
using CsCheck;
using Xunit;

namespace Bus.Transports.Tests.Links;

/// <summary>A reader that has a buffer of its own, in which frames stay until all of them has come.</summary>
public class ThreadReaderTests
{
    private const int BlockBytes = 64 * 1024;
    private const int MaxFrameBytes = 1024 * 1024;

    /// <summary>Frames of up to 300 KiB: some fit into the buffer beside a block, some do not.</summary>
    [Fact]
    public void Frames_of_any_size_come_out_of_blocks_of_any_size() =>
        Gen.Select(Gen.OneOf(Gen.Int[0, 200], Gen.Int[60_000, 70_000], Gen.Int[0, 300 * 1024]).Array[1, 20], Gen.OneOf(Gen.Int[1, 200], Gen.Int[BlockBytes - 9, BlockBytes]).Array[1, 20])
            .Sample((lengths, blocks) =>
            {
                var run = new ByteQueue();
                for (var i = 0; i < lengths.Length; i++)
                    FrameFormat.Append(run, lengths[i]).Fill((byte)i);
                using var channel = new CutInbound(run.Bytes.ToArray(), blocks);
                var frames = new Frames();
                var reader = Read(channel, frames);
                Assert.Equal(lengths, frames.Lengths);
                Assert.True(frames.AreWhole);
                Assert.True(reader.AtBoundary);
            }, iter: 30);

    [Fact]
    public void Frames_of_a_blocks_size_need_no_memory_of_their_own()
    {
        var run = new ByteQueue();
        for (var i = 0; i < 40; i++)
            FrameFormat.Append(run, BlockBytes).Fill((byte)i);
        using var channel = new CutInbound(run.Bytes.ToArray(), [BlockBytes]);
        var frames = new Frames();
        Read(channel, frames);
        Assert.Equal((40, 0), (frames.Lengths.Count, frames.Arrays));
        Assert.True(frames.AreWhole);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(FrameFormat.HeaderBytes + 10, false)]
    [InlineData(FrameFormat.HeaderBytes + 100, true)]
    [InlineData(FrameFormat.HeaderBytes + 100 + 2, true)]
    public void An_unfinished_frame_at_the_end_is_noticed(int bytes, bool unfinished)
    {
        var run = new ByteQueue();
        FrameFormat.Append(run, 10);
        FrameFormat.Append(run, 200 * 1024);
        using var channel = new CutInbound(run.Bytes[..bytes].ToArray(), [7]);
        Assert.Equal(unfinished, !Read(channel, new Frames()).AtBoundary);
    }

    /// <summary>On this thread, until the channel ends.</summary>
    private static ThreadReader Read(InboundChannel channel, Frames frames)
    {
        Exception? failure = null;
        var reader = new ThreadReader(channel, "test", Run, MaxFrameBytes, frames, problem => failure = problem);
        reader.Start();
        Assert.Null(failure);
        return reader;
    }

    private static void Run(string name, Func<bool> step)
    {
        while (step())
        {
        }
    }

    /// <summary>A channel that holds a run of bytes, and hands them out in blocks of these lengths, again and again.</summary>
    private sealed class CutInbound(byte[] run, int[] blocks) : InboundChannel
    {
        private int _at;
        private int _block;

        public override int MaxBlockBytes => BlockBytes;

        public override int Read(Span<byte> buffer)
        {
            Assert.InRange(buffer.Length, MaxBlockBytes, int.MaxValue);
            var count = Math.Min(run.Length - _at, blocks[_block++ % blocks.Length]);
            run.AsSpan(_at, count).CopyTo(buffer);
            _at += count;
            return count;
        }

        public override void Complete()
        {
        }

        public override void Close()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }

    private sealed class Frames : IFrameSink
    {
        public List<int> Lengths { get; } = [];

        public bool AreWhole { get; private set; } = true;

        public int Arrays { get; private set; }

        public void OnFrameInBlock(ReadOnlySpan<byte> payload)
        {
            AreWhole &= !payload.ContainsAnyExcept((byte)Lengths.Count);
            Lengths.Add(payload.Length);
        }

        public void OnFrame(byte[] payload)
        {
            Arrays++;
            OnFrameInBlock(payload);
        }
    }
}
