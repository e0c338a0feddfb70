namespace Bus.Transports.Links;

/// <summary>Takes blocks out of a link's channel and frames out of the blocks, until the channel ends.</summary>
/// <remarks>
/// <paramref name="onEnded"/> is called exactly once, with the failure if that was the end, as the last act of the reader: it does not
/// touch the channel any more.
/// </remarks>
internal abstract class LinkReader(InboundChannel channel, int maxFrameBytes, IFrameSink sink, Action<Exception?> onEnded)
{
    // More than a block: several blocks of a stream come with one read, and a frame of a block's size lies whole in the buffer, where no
    // copy has to be made of it.
    private const int LeastBufferBytes = 256 * 1024;

    private Exception? _failure;

    protected FrameReader Frames { get; } = new(maxFrameBytes);

    protected IFrameSink Sink => sink;

    /// <summary>What a buffer for <see cref="ReadBlock"/> should have.</summary>
    protected int BufferBytes { get; } = Math.Max(channel.MaxBlockBytes, LeastBufferBytes);

    /// <summary>True if no frame is unfinished. For whoever comes after the end.</summary>
    public virtual bool AtBoundary => Frames.AtBoundary;

    /// <summary>
    /// The kind of reader that suits the channel and the purpose. A lane's has a thread of its own in any case: it deserializes, and
    /// a slow deserializer must not hold up other peers.
    /// </summary>
    public static LinkReader For(InboundChannel channel, LinkHost host, LinkPeer peer, IFrameSink sink, Action<Exception?> onEnded)
    {
        var most = host.LimitsOf(peer.Purpose).MaxFrameBytes;
        if (peer.Purpose == LinkPurpose.Lane)
            return new ThreadReader(channel, "lane-read " + peer.Address, host.StartLaneReader, most, sink, onEnded);
        return channel.Readiness is { } readiness
            ? new PolledReader(channel, readiness, host.Readers, most, sink, onEnded)
            : new ThreadReader(channel, "ipc-read " + peer.Address, ReaderThread.Start, most, sink, onEnded);
    }

    /// <summary>Starts to read. Once.</summary>
    public abstract void Start();

    /// <summary>Looks at the channel again, after it was completed or closed. Any thread.</summary>
    public abstract void Poke();

    /// <summary>Reads a block, into the buffer or to where it belongs, and delivers the frames that it completes.</summary>
    /// <returns>What <see cref="InboundChannel.Read"/> returns; 0 after a failure too.</returns>
    protected int ReadBlock(Span<byte> buffer)
    {
        try
        {
            var rest = Frames.Rest(channel.MaxBlockBytes);
            var count = channel.Read(rest.IsEmpty ? buffer : rest);
            if (count <= 0)
                return count;
            sink.OnBlock();
            if (rest.IsEmpty)
                Take(buffer[..count]);
            else
                Frames.FeedRest(count, sink);
            return count;
        }
        catch (Exception failure)
        {
            _failure = failure;
            return 0;
        }
    }

    /// <summary>What was read into the buffer.</summary>
    protected virtual void Take(ReadOnlySpan<byte> block) => Frames.Feed(block, sink);

    /// <summary>The last act.</summary>
    protected void ReportEnd() => onEnded(_failure);
}
