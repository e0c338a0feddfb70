using Bus.Transports.Reactors;

namespace Bus.Transports.Links;

/// <summary>Takes blocks out of a link's channel and frames out of the blocks, until the channel ends.</summary>
/// <remarks>
/// <paramref name="onEnded"/> is called exactly once, with the failure if that was the end, as the last act of the reader: it does not
/// touch the channel any more.
/// </remarks>
internal abstract class LinkReader(InboundChannel channel, int maxFrameBytes, IFrameSink sink, Action<Exception?> onEnded)
{
    private readonly FrameReader _frames = new(maxFrameBytes);
    private Exception? _failure;

    /// <summary>True if no frame is unfinished. For whoever comes after the end.</summary>
    public bool AtBoundary => _frames.AtBoundary;

    /// <summary>The kind of reader that suits the channel.</summary>
    public static LinkReader For(
        InboundChannel channel, ReaderPool pool, string name, int maxFrameBytes, IFrameSink sink, Action<Exception?> onEnded) =>
        channel.Readiness is { } readiness
            ? new PolledReader(channel, readiness, pool, maxFrameBytes, sink, onEnded)
            : new ThreadReader(channel, name, maxFrameBytes, sink, onEnded);

    /// <summary>Starts to read. Once.</summary>
    public abstract void Start();

    /// <summary>Looks at the channel again, after it was completed or closed. Any thread.</summary>
    public abstract void Poke();

    /// <summary>Reads a block and delivers the frames that it completes.</summary>
    /// <returns>What <see cref="InboundChannel.Read"/> returns; 0 after a failure too.</returns>
    protected int ReadBlock(Span<byte> buffer)
    {
        try
        {
            var count = channel.Read(buffer);
            if (count > 0)
            {
                sink.OnBlock();
                _frames.Feed(buffer[..count], sink);
            }

            return count;
        }
        catch (Exception failure)
        {
            _failure = failure;
            return 0;
        }
    }

    /// <summary>The last act.</summary>
    protected void ReportEnd() => onEnded(_failure);
}
