using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Mechanisms;

/// <summary>The reading end of every mechanism that is a descriptor which can be waited for. What differs is how bytes are taken out.</summary>
internal abstract class PolledInbound(SafeFileHandle descriptor, int maxBlockBytes) : InboundChannel
{
    private volatile bool _completed;
    private volatile bool _closed;

    protected SafeFileHandle Descriptor { get; } = descriptor;

    public sealed override SafeFileHandle Readiness => Descriptor;

    public sealed override int MaxBlockBytes => maxBlockBytes;

    public sealed override int Read(Span<byte> buffer)
    {
        if (_closed)
            return 0;
        // Before the look, so that nothing written before the peer ended can be missed.
        var completed = _completed;
        var count = TryReceive(buffer);
        return count == NothingYet && completed ? 0 : count;
    }

    public sealed override void Complete() => _completed = true;

    public sealed override void Close() => _closed = true;

    /// <summary>Takes out what is there, without waiting.</summary>
    /// <returns>The number of bytes, 0 if the peer has ended the channel, or <see cref="InboundChannel.NothingYet"/>.</returns>
    protected abstract int TryReceive(Span<byte> buffer);

    protected override void Dispose(bool disposing) => Descriptor.Dispose();
}
