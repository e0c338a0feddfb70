using System.Collections.Concurrent;
using Bus.Transports.Links;

namespace Bus.Lanes;

/// <summary>
/// The large messages of one lane. They go out one after the other, a slice with each batch of the outbox, so that small messages wait for
/// one slice only. What the same sender tells the same recipient meanwhile waits here until the peer says that the large one was delivered.
/// </summary>
/// <remarks>
/// Guarded by <c>_lock</c>: <c>_pairs</c>, <c>_underway</c>, <c>_whenEmpty</c>, <c>_bytes</c>, <c>_lastNumber</c>, <c>_ended</c>,
/// <c>_sealed</c>, <c>_heldUp</c>, <c>_gate</c>. Guarded by
/// the outbox's lock: <c>_current</c>, <c>_sent</c>. The order of locks is this one, then the outbox's. <c>_next</c> is the way from one to the other.
/// <c>_undelivered</c> is changed by interlocked operations only. <c>_count</c> is written with the lock held and read without: the sender
/// of a pair reads what the last release of the same pair has written, or it comes before the large one, and both are in order.
/// </remarks>
internal sealed partial class LargeMessages(OutboundLane lane, Outbox outbox, long limit) : IFrameFeed
{
    // The peer holds the one that it delivers and the one that comes.
    private const int MostUndelivered = 2;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string, string?), Queue<LargeMessage>> _pairs = [];
    private readonly Dictionary<uint, LargeMessage> _underway = [];
    private readonly ConcurrentQueue<LargeMessage> _next = new();
    private readonly List<Action> _whenEmpty = [];
    private readonly Queue<LargeMessage> _heldUp = new();
    private LargeMessage? _gate;
    private long _bytes;
    private uint _lastNumber;
    private bool _ended;
    private bool _sealed;
    private volatile int _count;
    private int _undelivered;

    /// <summary>True while anything is under way or waits. Any thread.</summary>
    public bool Any => _count != 0;

    /// <summary>Takes a large message, or a small one if its pair has a large one under way.</summary>
    /// <returns>Null if it is small and may go its own way.</returns>
    public LaneResult? Take(LargeMessage message)
    {
        lock (_lock)
        {
            if (_ended || _sealed)
                return LaneResult.Closed;
            if (_gate is null && !_pairs.ContainsKey(message.Pair) && message.Payload.Length <= LaneFormat.SliceBytes)
                return null;
            // One that is larger than the limit may go alone.
            if (_bytes > 0 && _bytes + message.Payload.Length > limit)
                return LaneResult.Full;
            _bytes += message.Payload.Length;
            Add(message);
            _count = _pairs.Count;
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

    /// <summary>The same; from that moment on, nothing is taken any more.</summary>
    public void SealWhenEmpty(Action action) => WhenEmpty(() =>
    {
        _sealed = true;
        action();
    });

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
            if (_gate == delivered)
                OpenGate(onFull);
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
            var left = _underway.Values.OrderBy(message => message.Number)
                .Concat(_pairs.Values.SelectMany(waiting => waiting))
                .Concat(_heldUp)
                .ToArray();
            _underway.Clear();
            _pairs.Clear();
            _heldUp.Clear();
            return left;
        }
    }

    /// <summary>Counted already.</summary>
    private void Add(LargeMessage message)
    {
        if (_gate is not null)
        {
            _heldUp.Enqueue(message);
        }
        else if (_pairs.TryGetValue(message.Pair, out var waiting))
        {
            waiting.Enqueue(message);
        }
        else
        {
            _pairs.Add(message.Pair, new Queue<LargeMessage>());
            Start(message);
        }
    }

    private void OpenGate(Action<LargeMessage> onFull)
    {
        _gate = null;
        while (_gate is null && _heldUp.TryDequeue(out var message))
        {
            if (message.Payload.Length > LaneFormat.SliceBytes || _pairs.ContainsKey(message.Pair))
                Add(message);
            else
                SendSmall(message, onFull);
        }
    }

    private void SendSmall(LargeMessage message, Action<LargeMessage> onFull)
    {
        _bytes -= message.Payload.Length;
        if (!lane.TryAppend(message))
            onFull(message);
    }

    private void Start(LargeMessage message)
    {
        if (message.HoldsUpAll)
            _gate = message;
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

            SendSmall(message, onFull);
        }

        _pairs.Remove(pair);
    }
}
