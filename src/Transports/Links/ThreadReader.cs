namespace Bus.Transports.Links;

/// <summary>Reads a channel in steps, each of which waits in the channel, on a thread that does nothing else.</summary>
/// <param name="channel">The channel.</param>
/// <param name="name">The thread's name.</param>
/// <param name="start">Starts a thread that takes steps until one returns false; not always the same thread, but one at a time.</param>
/// <param name="maxFrameBytes">The largest frame.</param>
/// <param name="sink">Who gets the frames.</param>
/// <param name="onEnded">The end.</param>
internal sealed class ThreadReader(
    InboundChannel channel, string name, Action<string, Func<bool>> start, int maxFrameBytes, IFrameSink sink, Action<Exception?> onEnded)
    : LinkReader(channel, maxFrameBytes, sink, onEnded)
{
    private byte[]? _buffer;

    public override void Start()
    {
        _buffer = GC.AllocateUninitializedArray<byte>(BufferBytes);
        start(name, Step);
    }

    /// <summary>The channel itself wakes its reader.</summary>
    public override void Poke()
    {
    }

    private bool Step()
    {
        if (ReadBlock(_buffer) > 0)
            return true;
        ReportEnd();
        return false;
    }
}
