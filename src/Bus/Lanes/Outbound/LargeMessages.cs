using System.Collections.Concurrent;
using Bus.Transports.Links;

namespace Bus.Lanes;

/// <summary>
/// The large messages of one lane. They go out one after the other, a slice with each batch of the outbox, so that small messages wait for
/// one slice only. What the same sender tells the same recipient meanwhile waits here until the peer says that the large one was delivered;
/// so does a system message to the recipient, whoever the sender is, and what is sent to the recipient after it.
/// </summary>
/// <remarks>
/// Guarded by <c>_lock</c>: <c>_pairs</c>, <c>_gates</c>, <c>_behindAll</c>, <c>_all</c>, <c>_underway</c>, <c>_whenEmpty</c>, <c>_lastNumber</c>, <c>_ended</c>, and
/// the writing of <c>_sealed</c>. Guarded by
/// the outbox's lock: <c>_current</c>, <c>_sent</c>. The order of locks is this one, then the outbox's. <c>_next</c> is the way from one to the other.
/// <c>_undelivered</c> and <c>_bytes</c>, what has not gone out yet, are changed by interlocked operations only. <c>_count</c> is written with the lock held and read without: the sender
/// of a pair reads what the last release of the same pair has written, or it comes before the large one, and both are in order.
/// </remarks>
internal sealed class LargeMessages(OutboundLane lane, Outbox outbox, long limit) : IFrameFeed
{
    /// <summary>Messages that the peer has not answered: it holds the one that it delivers and the one that comes.</summary>
    public const int MostUndelivered = 2;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Recipient, string? Sender), Queue<LargeMessage>> _pairs = [];

    // By recipient: a system message that waits for the pairs of the recipient, and all that came after it. There is a pair as long as there is a gate.
    private readonly Dictionary<string, Queue<LargeMessage>> _gates = [];

    // Everything that was sent while a large deployment is under way.
    private readonly Queue<LargeMessage> _behindAll = new();
    private readonly Dictionary<uint, LargeMessage> _underway = [];
    private readonly ConcurrentQueue<LargeMessage> _next = new();
    private readonly List<Action> _whenEmpty = [];
    private LargeMessage? _all;
    private long _bytes;
    private uint _lastNumber;
    private bool _ended;
    private volatile bool _sealed;
    private volatile int _count;
    private int _undelivered;
    private LargeMessage? _current;
    private int _sent;

    /// <summary>True while anything is under way or waits. Any thread.</summary>
    public bool Any => _count != 0;

    /// <summary>Bytes that have not gone out yet. Any thread.</summary>
    public long Waiting => Interlocked.Read(ref _bytes);

    /// <summary>True once it takes nothing any more. Any thread.</summary>
    public bool IsSealed => _sealed;

    /// <summary>Takes a large message, or a small one if it must wait for a large one.</summary>
    /// <returns>Null if it is small and may go its own way.</returns>
    public LaneResult? Take(LargeMessage message)
    {
        lock (_lock)
        {
            if (_ended || _sealed)
                return LaneResult.Closed;
            var gate = _all is null ? _gates.GetValueOrDefault(message.Recipient.Text) : _behindAll;
            if (gate is null && !message.IsLarge && !_pairs.ContainsKey(message.Pair))
                return null;
            // One that is larger than the limit may go alone.
            var waiting = Interlocked.Read(ref _bytes);
            if (waiting > 0 && waiting + message.Payload.Length > limit)
                return LaneResult.Full;
            Interlocked.Add(ref _bytes, message.Payload.Length);
            if (gate is not null)
                gate.Enqueue(message);
            else
                GoOn(message);
            _count = _pairs.Count;
        }

        outbox.Wake();
        return LaneResult.Done;
    }

    /// <summary>Takes a system message, which is small, if it must wait for a large one to the same recipient.</summary>
    /// <returns>False if it may go its own way.</returns>
    public bool TakeSystem(LargeMessage message)
    {
        lock (_lock)
        {
            var gate = _all is null ? GateFor(message) : _behindAll;
            if (gate is null)
                return false;
            Interlocked.Add(ref _bytes, message.Payload.Length);
            gate.Enqueue(message);
            return true;
        }
    }

    /// <summary>Takes nothing more from now on, and does something once all that was taken has been delivered: at once, if there is nothing.</summary>
    /// <returns>False, and nothing is done, if that was said before.</returns>
    public bool Seal(Action whenEmpty)
    {
        lock (_lock)
        {
            if (_sealed)
                return false;
            _sealed = true;
            WhenEmpty(whenEmpty);
            return true;
        }
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
    /// <returns>False if no such message was sent.</returns>
    public bool OnDelivered(uint number, Action<LargeMessage> onFull)
    {
        lock (_lock)
        {
            // Of one that still waits here the peer has not everything.
            if (!_underway.TryGetValue(number, out var delivered) || !delivered.IsSent)
                return false;
            _underway.Remove(number);
            Interlocked.Decrement(ref _undelivered);
            Release(delivered.Pair, onFull);
            OpenGate(delivered.Recipient.Text, onFull);
            if (_all == delivered)
                Readmit(onFull);
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

    /// <summary>The lane has ended. What was not delivered, or not for all that is known here; no system messages.</summary>
    public IReadOnlyList<LargeMessage> End()
    {
        lock (_lock)
        {
            _ended = true;
            var left = _underway.Values.OrderBy(message => message.Number).Concat(_pairs.Values.SelectMany(waiting => waiting))
                .Concat(_gates.Values.SelectMany(waiting => waiting)).Concat(_behindAll).Where(message => message.Held is null).ToArray();
            _underway.Clear();
            _pairs.Clear();
            _gates.Clear();
            _behindAll.Clear();
            _next.Clear();
            return left;
        }
    }

    /// <inheritdoc/>
    public void Feed(ByteQueue queue)
    {
        if (_current is null)
        {
            if (Volatile.Read(ref _undelivered) >= MostUndelivered || !_next.TryDequeue(out _current))
                return;
            Interlocked.Increment(ref _undelivered);
            _sent = 0;
            LargeFrames.Begin(_current, queue);
        }

        _sent += LargeFrames.Slice(_current, _sent, queue);
        if (_sent < _current.Payload.Length)
            return;
        Interlocked.Add(ref _bytes, -_current.Payload.Length);
        _current.MarkSent();
        _current = null;
    }

    private bool HasPair(string recipient) => _pairs.Keys.Any(pair => pair.Recipient == recipient);

    /// <summary>Waits with its pair, or is the first of it.</summary>
    private void GoOn(LargeMessage message)
    {
        if (_pairs.TryGetValue(message.Pair, out var waiting))
        {
            waiting.Enqueue(message);
            return;
        }

        _pairs.Add(message.Pair, new Queue<LargeMessage>());
        Start(message);
    }

    private void Start(LargeMessage message)
    {
        if (message.HoldsUpAll)
            _all = message;
        message.Number = ++_lastNumber;
        _underway.Add(message.Number, message);
        _next.Enqueue(message);
    }

    private void Release((string, string?) pair, Action<LargeMessage> onFull)
    {
        var waiting = _pairs[pair];
        while (waiting.TryDequeue(out var message))
        {
            if (message.IsLarge)
            {
                Start(message);
                return;
            }

            Append(message, onFull);
        }

        _pairs.Remove(pair);
    }

    /// <summary>What has waited behind a system message goes on, up to the next one that has to wait.</summary>
    private void OpenGate(string recipient, Action<LargeMessage> onFull)
    {
        if (!_gates.TryGetValue(recipient, out var gate))
            return;
        while (gate.TryPeek(out var message))
        {
            if (message.Held is not null && HasPair(recipient))
                return;
            gate.Dequeue();
            if (message.Held is null && (message.IsLarge || _pairs.ContainsKey(message.Pair)))
                GoOn(message);
            else
                Append(message, onFull);
        }

        _gates.Remove(recipient);
    }

    /// <summary>The queue in which a system message waits for large ones to its recipient; null if there are none.</summary>
    private Queue<LargeMessage>? GateFor(LargeMessage message)
    {
        var recipient = message.Recipient.Text;
        if (!_gates.TryGetValue(recipient, out var gate) && HasPair(recipient))
            _gates.Add(recipient, gate = new Queue<LargeMessage>());
        return gate;
    }

    /// <summary>What has waited behind a deployment goes on, up to the next one.</summary>
    private void Readmit(Action<LargeMessage> onFull)
    {
        _all = null;
        while (_all is null && _behindAll.TryDequeue(out var message))
        {
            var gate = message.Held is null ? _gates.GetValueOrDefault(message.Recipient.Text) : GateFor(message);
            if (gate is not null)
                gate.Enqueue(message);
            else if (message.Held is null && (message.IsLarge || _pairs.ContainsKey(message.Pair)))
                GoOn(message);
            else
                Append(message, onFull);
        }
    }

    private void Append(LargeMessage message, Action<LargeMessage> onFull)
    {
        Interlocked.Add(ref _bytes, -message.Payload.Length);
        if (!lane.TryAppend(message) && message.Held is null)
            onFull(message);
    }
}
