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
    private readonly int _blockBytes = channel.MaxBlockBytes;

    // _unfinished of a frame lie before _end: the next block is read to right behind them.
    private byte[] _buffer = [];
    private int _end;
    private int _unfinished;

    public override bool AtBoundary => base.AtBoundary && _unfinished == 0;

    public override void Start()
    {
        _buffer = GC.AllocateUninitializedArray<byte>(BufferBytes);
        start(name, Step);
    }

    /// <summary>The channel itself wakes its reader.</summary>
    public override void Poke()
    {
    }

    protected override void Take(ReadOnlySpan<byte> block)
    {
        _end += block.Length;
        var bytes = _buffer.AsSpan(_end - block.Length - _unfinished, _unfinished + block.Length);
        // Nothing is unfinished if this throws: the link ends.
        _unfinished = 0;
        _unfinished = Frames.Feed(bytes, Sink, mostKept: _buffer.Length - _blockBytes);
        if (_unfinished == 0)
            _end = 0;
    }

    private bool Step()
    {
        if (ReadBlock(Room()) > 0)
            return true;
        ReportEnd();
        return false;
    }

    /// <summary>For a block, at least.</summary>
    private Span<byte> Room()
    {
        if (_buffer.Length - _end < _blockBytes)
        {
            _buffer.AsSpan(_end - _unfinished, _unfinished).CopyTo(_buffer);
            _end = _unfinished;
        }

        return _buffer.AsSpan(_end);
    }
}
