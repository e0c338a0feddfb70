using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Mechanisms;

/// <summary>The writing end of every mechanism that is a descriptor which can be waited for. What differs is how bytes are put in.</summary>
/// <remarks>Guarded by <c>_lock</c>: <c>_interrupt</c>, which is made when somebody waits for the first time, and its order with <c>_closed</c>.</remarks>
internal abstract class PolledOutbound(SafeFileHandle descriptor, int maxBlockBytes) : OutboundChannel
{
    /// <summary>What <see cref="TrySend"/> returns if nothing will ever be taken any more: -1.</summary>
    protected const int Ended = -1;

    private readonly Lock _lock = new();
    private volatile bool _closed;
    private EventSignal? _interrupt;

    protected SafeFileHandle Descriptor { get; } = descriptor;

    public sealed override int MaxBlockBytes => maxBlockBytes;

    public sealed override int TryWrite(ReadOnlySpan<byte> block)
    {
        if (_closed)
            return 0;
        var sent = TrySend(block);
        if (sent != Ended)
            return sent;
        _closed = true;
        return 0;
    }

    public sealed override bool WaitWritable()
    {
        EventSignal interrupt;
        lock (_lock)
        {
            if (_closed)
                return false;
            interrupt = _interrupt ??= new EventSignal();
        }

        return Poll.WaitWritable(Descriptor, interrupt);
    }

    public override void Close()
    {
        lock (_lock)
        {
            _closed = true;
            _interrupt?.Set();
        }
    }

    /// <summary>Puts in what fits now, without waiting.</summary>
    /// <returns>The number of bytes, 0 if there is no space now, or <see cref="Ended"/>.</returns>
    protected abstract int TrySend(ReadOnlySpan<byte> block);

    protected override void Dispose(bool disposing)
    {
        Descriptor.Dispose();
        _interrupt?.Dispose();
    }
}
