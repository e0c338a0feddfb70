using Bus.Transports.Reactors;
using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Links;

/// <summary>Reads a channel that can be waited for, on a thread that reads others too.</summary>
/// <remarks>Everything after <see cref="Start"/> happens on that thread, but <see cref="Poke"/>.</remarks>
internal sealed class PolledReader(
    InboundChannel channel, SafeFileHandle readiness, ReaderPool pool, int maxFrameBytes, IFrameSink sink, Action<Exception?> onEnded)
    : LinkReader(channel, maxFrameBytes, sink, onEnded), IReactorHandler
{
    // So much is read of a busy channel before the others have their turn.
    private const int BytesPerTurn = 1024 * 1024;

    // One buffer serves all channels of a thread: each block is taken apart before the next is read.
    [ThreadStatic]
    private static byte[]? _buffer;

    private readonly int _blockBytes = channel.MaxBlockBytes;
    private Reactor? _reactor;
    private bool _ended;

    public SafeFileHandle Handle => readiness;

    public override void Start()
    {
        _reactor = pool.Take();
        try
        {
            _reactor.Add(this);
        }
        catch
        {
            pool.Return(_reactor);
            throw;
        }
    }

    public override void Poke() => _reactor!.SetDeadline(this, TimeSpan.Zero);

    void IReactorHandler.OnReady()
    {
        var buffer = Buffer();
        for (var taken = 0; taken < BytesPerTurn && !_ended;)
        {
            var count = ReadBlock(buffer);
            if (count == 0)
                End();
            taken += count;
            // A small block was probably all there is, and looking again costs as much as being told.
            if (count < _blockBytes / 4)
                return;
        }
    }

    /// <summary>Poked: the channel holds what it will ever hold.</summary>
    void IReactorHandler.OnDeadline()
    {
        var buffer = Buffer();
        while (!_ended)
        {
            var count = ReadBlock(buffer);
            if (count == 0)
                End();
            else if (count == InboundChannel.NothingYet)
                return;
        }
    }

    private Span<byte> Buffer()
    {
        if (_buffer is null || _buffer.Length < BufferBytes)
            _buffer = GC.AllocateUninitializedArray<byte>(BufferBytes);
        return _buffer;
    }

    private void End()
    {
        _ended = true;
        _reactor!.Remove(this);
        pool.Return(_reactor);
        ReportEnd();
    }
}
