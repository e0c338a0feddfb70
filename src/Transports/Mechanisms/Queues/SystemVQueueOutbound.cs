using System.Runtime.InteropServices;
using Bus.Transports.Interop;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Mechanisms;

/// <summary>The writing end of a System V queue.</summary>
internal sealed unsafe class SystemVQueueOutbound : OutboundChannel
{
    private readonly SystemVQueuePair _queues;
    private readonly long* _message;
    private readonly AdaptiveSpin _spin;
    private readonly Func<bool> _isHalfFree;
    private volatile bool _closed;

    public SystemVQueueOutbound(SystemVQueuePair queues, int maxBlockBytes, TimeSpan spin)
    {
        _queues = queues;
        _spin = new AdaptiveSpin(spin);
        _isHalfFree = () => SystemVQueue.StatusOf(queues.Outbound) is { IsHalfFree: true };
        MaxBlockBytes = maxBlockBytes;
        _message = (long*)NativeMemory.Alloc((nuint)(sizeof(long) + maxBlockBytes));
    }

    public override int MaxBlockBytes { get; }

    public override int TryWrite(ReadOnlySpan<byte> block)
    {
        if (_closed)
            return 0;
        *_message = SystemVMessage.Data;
        block.CopyTo(new Span<byte>(_message + 1, MaxBlockBytes));
        if (SystemVQueue.TrySend(_queues.Outbound, _message, block.Length, out var errno))
            return block.Length;
        return errno == EAGAIN || _closed ? 0 : throw SystemVQueuePair.Lost("written", errno);
    }

    /// <summary>
    /// Looks for a moment whether the reader makes space; then asks it to say when there is space, and waits for its answer. However the two cross, there is one: the reader
    /// looks at the queue when it takes the question, and after every block from then on, and meanwhile nobody writes.
    /// </summary>
    public override bool WaitWritable()
    {
        if (_closed)
            return false;
        if (_spin.Look(_isHalfFree))
            return true;
        long type;
        if (SystemVQueue.TrySend(_queues.Outbound, SystemVMessage.WantSpace, out var errno)
            && SystemVQueue.Receive(_queues.Inbound, &type, 0, SystemVMessage.SpaceFreed, wait: true, out errno) == 0)
        {
            return !_closed;
        }

        return _closed ? false : throw SystemVQueuePair.Lost("waited for", errno);
    }

    public override void Close()
    {
        _closed = true;
        SystemVQueuePair.Wake(_queues.Inbound, SystemVMessage.SpaceFreed);
    }

    public override void BreakOff()
    {
        SystemVQueue.TrySend(_queues.Outbound, SystemVMessage.BreakOff, out _);
        Close();
    }

    protected override void Dispose(bool disposing)
    {
        NativeMemory.Free(_message);
        _queues.Release();
    }
}
