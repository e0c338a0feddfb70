using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Mechanisms;

/// <summary>The writing end of every mechanism that is a descriptor which can be waited for. What differs is how bytes are put in.</summary>
/// <remarks>Guarded by <c>_lock</c>: <c>_interrupt</c>, which is made when somebody waits for the first time, and its order with <c>_closed</c>.</remarks>
internal abstract class PolledOutbound : OutboundChannel
{
    /// <summary>What <see cref="TrySend"/> returns if nothing will ever be taken any more: -1.</summary>
    protected const int Ended = -1;

    private readonly Lock _lock = new();
    private readonly AdaptiveSpin _spin;
    private readonly Func<bool> _isWritable;
    private volatile bool _closed;
    private EventSignal? _interrupt;

    /// <param name="descriptor">What is written to.</param>
    /// <param name="maxBlockBytes">The most that goes in at once.</param>
    /// <param name="spin">The longest that it looks for space before it sleeps: for what holds so little that a reader makes space soon.</param>
    protected PolledOutbound(SafeFileHandle descriptor, int maxBlockBytes, TimeSpan spin = default)
    {
        Descriptor = descriptor;
        MaxBlockBytes = maxBlockBytes;
        _spin = new AdaptiveSpin(spin);
        _isWritable = () => Poll.IsWritable(Descriptor);
    }

    protected SafeFileHandle Descriptor { get; }

    public sealed override int MaxBlockBytes { get; }

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

        return _spin.Look(_isWritable) || Poll.WaitWritable(Descriptor, interrupt);
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
