using System.Runtime.InteropServices;
using Bus.Transports.Interop;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Mechanisms;

/// <summary>The reading end of a System V queue. Nothing polls one, so a thread of its own waits in it.</summary>
internal sealed unsafe class SystemVQueueInbound : InboundChannel
{
    private readonly SystemVQueuePair _queues;
    private readonly long* _message;
    private volatile bool _completed;
    private volatile bool _closed;
    private bool _peerWaits;

    public SystemVQueueInbound(SystemVQueuePair queues)
    {
        _queues = queues;
        _message = (long*)NativeMemory.Alloc((nuint)(sizeof(long) + MaxBlockBytes));
    }

    /// <summary>All that fits into the queue: the peer chooses how long its blocks are.</summary>
    public override int MaxBlockBytes => _queues.InboundBytes;

    public override int Read(Span<byte> buffer)
    {
        while (!_closed)
        {
            // Before the look, so that nothing written before the peer ended can be missed.
            var completed = _completed;
            var count = SystemVQueue.Receive(
                _queues.Inbound, _message, MaxBlockBytes, -SystemVMessage.Data, wait: !completed, out var errno);
            if (count < 0 && (errno == ENOMSG || _closed))
                return 0;
            if (count < 0)
                throw SystemVQueuePair.Lost("read", errno);
            if (*_message == SystemVMessage.Data && count > 0)
            {
                AnswerIfHalfFree();
                new ReadOnlySpan<byte>(_message + 1, count).CopyTo(buffer);
                return count;
            }

            Heed(*_message, count);
        }

        return 0;
    }

    public override void Complete()
    {
        _completed = true;
        SystemVQueuePair.Wake(_queues.Inbound, SystemVMessage.Wake);
    }

    public override void Close()
    {
        _closed = true;
        SystemVQueuePair.Wake(_queues.Inbound, SystemVMessage.Wake);
    }

    protected override void Dispose(bool disposing)
    {
        NativeMemory.Free(_message);
        _queues.Release();
    }

    private void Heed(long type, int count)
    {
        if (count > 0 || type is not (SystemVMessage.Wake or SystemVMessage.BreakOff or SystemVMessage.WantSpace))
        {
            throw new ProtocolViolationException(
                $"A message of type {type} with {count:N0} bytes is neither a block nor a known mark.");
        }

        _closed |= type == SystemVMessage.BreakOff;
        _peerWaits |= type == SystemVMessage.WantSpace;
        AnswerIfHalfFree();
    }

    /// <summary>Half, and not the first byte: the writer then has room for a few blocks, and not for one wake-up each.</summary>
    private void AnswerIfHalfFree()
    {
        if (!_peerWaits || SystemVQueue.StatusOf(_queues.Inbound) is not { IsHalfFree: true })
            return;
        _peerWaits = false;
        // If it is gone, so is the peer's wait.
        SystemVQueue.TrySend(_queues.Outbound, SystemVMessage.SpaceFreed, out _);
    }
}
