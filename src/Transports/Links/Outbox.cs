using System.Diagnostics;

namespace Bus.Transports.Links;

/// <summary>
/// What has been accepted for sending and not yet been taken by the channel. Senders append under a short lock; one drainer at a
/// time writes, without the lock. Which thread drains:
/// <list type="bullet">
/// <item>the sender, if the link was idle, or if it answers what it has just read: the shortest way to the peer;</item>
/// <item>the sender's thread a moment later, if it has a <see cref="Cork"/>;</item>
/// <item>a pool thread, if the channel has just been busy, for a cheap write a few microseconds ago: bursts become batches by
/// themselves, unless there is a batch already;</item>
/// <item>the link's pump thread, while the channel is full: no sender ever waits for a peer.</item>
/// </list>
/// </summary>
/// <remarks>
/// Guarded by <c>_lock</c>: <c>_filling</c>, <c>_draining</c>, <c>_inPool</c>, <c>_completed</c>, <c>_aborted</c>, <c>_sealed</c>. Touched by the
/// active drainer only: <c>_writing</c>, <c>_written</c>. Written by the link's reader thread only: <c>_answerer</c>. Read by any thread, but
/// written with the lock held, <c>_appended</c>, and by the active drainer, <c>_taken</c>: bytes, ever. <c>_draining</c> is the baton: it is set
/// with the lock held by whoever makes a drainer, and cleared with the lock held by the drainer that finds nothing more to do. While
/// <c>_inPool</c> is set too, the baton waits for a thread of the pool, in nobody's hands.
/// </remarks>
internal sealed partial class Outbox : IThreadPoolWorkItem
{
    // A channel that was busy this recently will probably be again: let the pool collect a batch. A cheap write is worth that only in
    // a burst.
    private static readonly long BusyTicks = Stopwatch.Frequency * 30 / 1_000_000;
    private static readonly long BurstTicks = Stopwatch.Frequency * 5 / 1_000_000;

    // An array must hold it, and beside it what the feed adds to a batch and what is always accepted.
    private static readonly long MostBytes = Array.MaxLength - (16 * 1024 * 1024);

    private readonly Lock _lock = new();
    private readonly OutboundChannel _channel;
    private readonly long _limit;

    // So much needs no more to become a batch.
    private readonly int _fullBatch;

    // So little, in a write that is not cheap, is worth a look whether more can come first.
    private readonly int _smallBatch;
    private readonly Action<Exception> _onFailure;
    private readonly Action _onEnded;
    private readonly Action _onDrained;
    private ByteQueue _filling = new();
    private ByteQueue _writing = new();
    private int _written;
    private long _appended;
    private long _taken;
    private long _lastBusy;
    private int _answerer;
    private bool _draining;
    private bool _inPool;
    private bool _completed;
    private bool _aborted;
    private bool _sealed;
    private bool _drainedReported;
    private Pump? _pump;

    /// <param name="channel">Where the bytes go.</param>
    /// <param name="limit">Bytes that may wait; at most 16 MiB less than the largest array.</param>
    /// <param name="onFailure">The channel has failed; nothing more will be written. At most once, on the drainer's thread.</param>
    /// <param name="onEnded">The channel takes nothing more, without an error. At most once, on the pump's thread.</param>
    /// <param name="onDrained">Everything accepted before <see cref="Complete"/> has been taken by the channel. At most once.</param>
    public Outbox(OutboundChannel channel, long limit, Action<Exception> onFailure, Action onEnded, Action onDrained)
    {
        _channel = channel;
        _limit = Math.Min(limit, MostBytes);
        _fullBatch = channel.MaxBlockBytes / 2;
        _smallBatch = channel.MaxBlockBytes / 16;
        _onFailure = onFailure;
        _onEnded = onEnded;
        _onDrained = onDrained;
    }

    /// <summary>
    /// Asked for more, with the lock held, whenever a batch is about to be written. Set before the first append, if at all.
    /// </summary>
    public IFrameFeed? Feed { get; set; }

    /// <summary>Bytes accepted and not yet taken by the channel. Any thread.</summary>
    public long Queued
    {
        get
        {
            // In this order: what has been taken was appended before.
            var taken = Volatile.Read(ref _taken);
            return Volatile.Read(ref _appended) - taken;
        }
    }

    /// <summary>False once it is sealed, complete or given up: it will never take anything of a sender again.</summary>
    public bool IsOpen => !Volatile.Read(ref _completed) && !Volatile.Read(ref _aborted) && !Volatile.Read(ref _sealed);

    /// <summary>True while somebody writes, or has it to do. Any thread.</summary>
    public bool IsDraining
    {
        get
        {
            lock (_lock)
                return _draining;
        }
    }

    /// <summary>Accepts a frame, all of it or nothing. Any thread; never waits for the peer.</summary>
    /// <param name="payload">The frame.</param>
    /// <param name="always">Also if the outbox is full: for the few bytes that keep the two sides in step.</param>
    /// <returns>False if the outbox is full or closed.</returns>
    public bool TryAppend(ReadOnlySpan<byte> payload, bool always = false)
    {
        Turn turn;
        lock (_lock)
        {
            if (!HasRoom(always ? 0 : FrameFormat.HeaderBytes + payload.Length))
                return false;
            var before = _filling.Count;
            payload.CopyTo(FrameFormat.Append(_filling, payload.Length));
            turn = TakeBaton(before);
        }

        Carry(turn);
        return true;
    }

    /// <summary>
    /// Accepts the frames that a source writes, all of them or none. The source is called with the lock held, so what it writes depends
    /// on nothing that another appender changes meanwhile. Any thread; never waits for the peer.
    /// </summary>
    /// <param name="source">The frames.</param>
    /// <param name="always">Also if the outbox is full or sealed.</param>
    /// <returns>False if the outbox is full or closed; the source has not been called then.</returns>
    public bool TryAppend<TSource>(ref TSource source, bool always = false)
        where TSource : struct, IFrameSource
    {
        Turn turn;
        lock (_lock)
        {
            if (!HasRoom(always ? 0 : source.MostBytes))
                return false;
            // First: a source that is stopped in the middle for want of memory would have written a part.
            _filling.Reserve(source.MostBytes);
            var before = _filling.Count;
            source.WriteTo(_filling);
            turn = TakeBaton(before);
        }

        Carry(turn);
        return true;
    }

    /// <summary>Accepts the last frames. From then on, only what must be accepted always is. Idempotent.</summary>
    public void Seal<TSource>(ref TSource last)
        where TSource : struct, IFrameSource
    {
        Turn turn;
        lock (_lock)
        {
            if (_sealed)
                return;
            _sealed = true;
            if (_completed || _aborted)
                return;
            var before = _filling.Count;
            last.WriteTo(_filling);
            turn = TakeBaton(before);
        }

        Carry(turn);
    }

    /// <summary>Looks at the feed again: it has something to write. Any thread.</summary>
    public void Wake()
    {
        Turn turn;
        lock (_lock)
        {
            if (_completed || _aborted)
                return;
            turn = TakeBaton(_filling.Count);
        }

        Carry(turn);
    }

    /// <summary>
    /// The calling thread is about to deliver a block of this link's. The first that it appends answers the block, and goes out at
    /// once, however busy the channel was just now: the peer may be waiting for nothing else. What else it appends for the same block may
    /// become a batch.
    /// </summary>
    public void ExpectAnswer() => Volatile.Write(ref _answerer, Environment.CurrentManagedThreadId);

    /// <summary>Accepts nothing more; what was accepted is still written, then the drained call is made. Idempotent.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _completed = true;
            if (_draining)
                return;
        }

        ReportDrained();
    }

    /// <summary>
    /// Gives up what is still queued and waits until no thread touches the channel any more. The channel is closed already.
    /// </summary>
    /// <returns>The bytes given up.</returns>
    public long Abort()
    {
        Pump? pump;
        lock (_lock)
        {
            _aborted = true;
            pump = _pump;
            if (_inPool)
            {
                // Nobody has it yet, and a busy pool would be long in coming.
                _inPool = false;
                _draining = false;
            }
        }

        pump?.Stop();
        // A drainer cannot wait inside a closed channel: it leaves after the write it is in.
        SpinWait.SpinUntil(() => !IsDraining);
        return Queued;
    }

    /// <summary>The cork's turn to drain.</summary>
    internal void Uncork()
    {
        if (TakeWaitingBaton())
            Drain(onSender: true);
    }

    /// <summary>The pool's turn to drain.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        if (TakeWaitingBaton())
            Drain(onSender: false);
    }

    /// <summary>The pump's turn, after the channel was full.</summary>
    internal void PumpWhenWritable()
    {
        try
        {
            if (!_channel.WaitWritable())
            {
                // Closed: whoever closed the link tells why. Or the peer takes nothing more, and its control socket will tell.
                GiveBatonBack();
                _onEnded();
                return;
            }
        }
        catch (Exception failure)
        {
            Fail(failure);
            return;
        }

        Drain(onSender: false);
    }

    private bool TakeWaitingBaton()
    {
        lock (_lock)
        {
            var waits = _inPool;
            _inPool = false;
            return waits;
        }
    }

    private bool HasRoom(long bytes) => !_completed && !_aborted && (bytes == 0 || (!_sealed && Queued + bytes <= _limit));

    /// <summary>Counts what was appended, and takes the baton if nobody drains.</summary>
    private Turn TakeBaton(int before)
    {
        CountAppended(before);
        if (_draining)
            return Turn.Taken;
        _draining = true;
        if (Cork.Current is { } cork && cork.TryAdd(this))
        {
            // Like a baton that waits for the pool: whoever comes first takes it.
            _inPool = true;
            return Turn.Taken;
        }

        _inPool = !IsFirstAnswer() && _filling.Count < _fullBatch && IsBusy();
        if (_inPool)
            return Turn.Pool;
        // Already, with the lock in hand: whoever waits for an answer waits for every lock on the way. A feed may fail, which is for the drainer to say.
        if (Feed is null)
            TakeFilling();
        return Turn.Here;
    }

    private bool IsBusy() => Stopwatch.GetTimestamp() - _lastBusy <= (_channel.WritesAreCheap ? BurstTicks : BusyTicks);

    private void Carry(Turn turn)
    {
        if (turn == Turn.Here)
            Drain(onSender: true);
        else if (turn == Turn.Pool)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private void AppendFed(IFrameFeed feed)
    {
        var before = _filling.Count;
        feed.Feed(_filling);
        CountAppended(before);
    }

    // The lock is held, but Queued is read without it.
    private void CountAppended(int before) => Volatile.Write(ref _appended, _appended + _filling.Count - before);

    private bool IsFirstAnswer()
    {
        // Others may see an old value, but never their own id.
        if (Volatile.Read(ref _answerer) != Environment.CurrentManagedThreadId)
            return false;
        Volatile.Write(ref _answerer, 0);
        return true;
    }
}
