using System.Collections.Concurrent;
using Bus.Transports.Links;

namespace Bus.Lanes;

/// <summary>
/// The large messages of one lane. They go out one after the other, a slice with each batch of the outbox, so that small messages wait for
/// one slice only. What the same sender tells the same recipient meanwhile waits here until the peer says that the large one was delivered.
/// </summary>
/// <remarks>
/// Guarded by <c>_lock</c>: <c>_pairs</c>, <c>_underway</c>, <c>_whenEmpty</c>, <c>_bytes</c>, <c>_lastNumber</c>, <c>_ended</c>. Guarded by
/// the outbox's lock: <c>_current</c>, <c>_sent</c>. The order of locks is this one, then the outbox's. <c>_next</c> is the way from one to the other.
/// <c>_undelivered</c> is changed by interlocked operations only. <c>_count</c> is written with the lock held and read without: the sender
/// of a pair reads what the last release of the same pair has written, or it comes before the large one, and both are in order.
/// </remarks>
internal sealed class LargeMessages(OutboundLane lane, Outbox outbox, long limit) : IFrameFeed
{
    // The peer holds the one that it delivers and the one that comes.
    private const int MostUndelivered = 2;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string, string?), Queue<LargeMessage>> _pairs = [];
    private readonly Dictionary<uint, LargeMessage> _underway = [];
    private readonly ConcurrentQueue<LargeMessage> _next = new();
    private readonly List<Action> _whenEmpty = [];
    private long _bytes;
    private uint _lastNumber;
    private bool _ended;
    private volatile int _count;
    private int _undelivered;
    private LargeMessage? _current;
    private int _sent;

    /// <summary>True while anything is under way or waits. Any thread.</summary>
    public bool Any => _count != 0;

    /// <summary>Takes a large message, or a small one if its pair has a large one under way.</summary>
    /// <returns>Null if it is small and may go its own way.</returns>
    public LaneResult? Take(LargeMessage message)
    {
        lock (_lock)
        {
            if (_ended)
                return LaneResult.Closed;
            var waiting = _pairs.GetValueOrDefault(message.Pair);
            if (waiting is null && message.Payload.Length <= LaneFormat.SliceBytes)
                return null;
            // One that is larger than the limit may go alone.
            if (_bytes > 0 && _bytes + message.Payload.Length > limit)
                return LaneResult.Full;
            _bytes += message.Payload.Length;
            if (waiting is null)
            {
                _pairs.Add(message.Pair, new Queue<LargeMessage>());
                _count = _pairs.Count;
                Start(message);
            }
            else
            {
                waiting.Enqueue(message);
            }
        }

        outbox.Wake();
        return LaneResult.Done;
    }

    /// <summary>Does something once nothing is under way and nothing waits: at once, if so.</summary>
    public void WhenEmpty(Action action)
    {
        lock (_lock)
        {
            if (_pairs.Count > 0)
                _whenEmpty.Add(action);
            else
                action();
        }
    }

    /// <summary>The peer has delivered one: what waited for it goes on.</summary>
    /// <returns>False if there is no such message.</returns>
    public bool OnDelivered(uint number, Action<LargeMessage> onFull)
    {
        lock (_lock)
        {
            if (!_underway.Remove(number, out var delivered))
                return false;
            Interlocked.Decrement(ref _undelivered);
            _bytes -= delivered.Payload.Length;
            Release(delivered.Pair, onFull);
            _count = _pairs.Count;
            if (_pairs.Count == 0)
            {
                _whenEmpty.ForEach(action => action());
                _whenEmpty.Clear();
            }
        }

        outbox.Wake();
        return true;
    }

    /// <summary>The lane has ended. What was not delivered, or not for all that is known here.</summary>
    public IReadOnlyList<LargeMessage> End()
    {
        lock (_lock)
        {
            _ended = true;
            var left = _underway.Values.OrderBy(message => message.Number).Concat(_pairs.Values.SelectMany(waiting => waiting)).ToArray();
            _underway.Clear();
            _pairs.Clear();
            return left;
        }
    }

    void IFrameFeed.Feed(ByteQueue queue)
    {
        if (_current is null)
        {
            if (Volatile.Read(ref _undelivered) >= MostUndelivered || !_next.TryDequeue(out _current))
                return;
            Interlocked.Increment(ref _undelivered);
            _sent = 0;
            Begin(_current, queue);
        }

        var count = Math.Min(LaneFormat.SliceBytes, _current.Payload.Length - _sent);
        var frame = FrameFormat.Append(queue, LaneFormat.HeadBytes + count);
        LaneFormat.WriteHead(frame, LaneFrameKind.Slice);
        _current.Payload.Span.Slice(_sent, count).CopyTo(frame[LaneFormat.HeadBytes..]);
        _sent += count;
        if (_sent == _current.Payload.Length)
            _current = null;
    }

    private static void Begin(LargeMessage message, ByteQueue queue)
    {
        var flags = LaneFlags.RecipientInWords | LaneFlags.TypeInWords | (message.Sender is null ? LaneFlags.NoSender : LaneFlags.SenderInWords);
        var words = (3 * sizeof(ushort)) + sizeof(int) + message.Recipient.Path.Length + (message.Sender?.Path.Length ?? -sizeof(ushort)) +
            message.Type.Manifest.Length;
        var frame = FrameFormat.Append(queue, LaneFormat.HeadBytes + words);
        LaneFormat.WriteHead(frame, LaneFrameKind.Begin, flags, 0, (uint)message.Payload.Length, message.Number);
        var rest = LaneFormat.WriteText(frame[LaneFormat.HeadBytes..], message.Recipient.Path);
        if (message.Sender is not null)
            rest = LaneFormat.WriteText(rest, message.Sender.Path);
        MessageFrames.WriteType(rest, message.Type);
    }

    private void Start(LargeMessage message)
    {
        message.Number = ++_lastNumber;
        _underway.Add(message.Number, message);
        _next.Enqueue(message);
    }

    private void Release((string, string?) pair, Action<LargeMessage> onFull)
    {
        var waiting = _pairs[pair];
        while (waiting.TryDequeue(out var message))
        {
            if (message.Payload.Length > LaneFormat.SliceBytes)
            {
                Start(message);
                return;
            }

            _bytes -= message.Payload.Length;
            if (!lane.TryAppend(message))
                onFull(message);
        }

        _pairs.Remove(pair);
    }
}
