using Bus.Transports.Links;

namespace Bus.Lanes;

/// <summary>
/// What the peer is to be told of its own messages. It goes out with the next batch and waits here until then, not in the outbox: a peer
/// that asks and does not read would fill it.
/// </summary>
/// <remarks>Guarded by <c>_lock</c>: everything. The order of locks is the outbox's, then this one.</remarks>
internal sealed class LaneAnswers(Outbox outbox) : IFrameFeed
{
    private readonly Lock _lock = new();
    private readonly Queue<uint> _delivered = new();
    private uint? _flushed;
    private int _unanswered;

    /// <summary>A large message begins. False if the peer has sent more than it may before it is answered.</summary>
    public bool TryBegin()
    {
        lock (_lock)
            return _unanswered++ < LargeMessages.MostUndelivered;
    }

    /// <summary>A large message was delivered.</summary>
    public void Delivered(uint number)
    {
        lock (_lock)
            _delivered.Enqueue(number);
        outbox.Wake();
    }

    /// <summary>Everything up to a question was delivered. It stands for all questions before it.</summary>
    public void Flushed(uint number)
    {
        lock (_lock)
            _flushed = number;
        outbox.Wake();
    }

    /// <inheritdoc/>
    public void Feed(ByteQueue queue)
    {
        lock (_lock)
        {
            if (_flushed is { } flushed)
                Append(queue, LaneFrameKind.Flushed, flushed);
            _flushed = null;
            while (_delivered.TryDequeue(out var delivered))
            {
                Append(queue, LaneFrameKind.Delivered, delivered);
                _unanswered--;
            }
        }
    }

    private static void Append(ByteQueue queue, LaneFrameKind kind, uint number) =>
        LaneFormat.WriteHead(FrameFormat.Append(queue, LaneFormat.HeadBytes), kind, a: number);
}
