namespace Bus.Transports.Mechanisms;

/// <summary>The producer of this side's own ring: <c>tail</c> is ours, <c>head</c> stands in the peer's region and is not trusted.</summary>
internal sealed unsafe class RingOutbound : OutboundChannel
{
    private const int BlockBytes = 64 * 1024;

    private readonly RingRegion _own;
    private readonly RingRegion _peer;
    private readonly RingSleeper _sleeper;
    private readonly RingWaker _waker;
    private readonly WakeUp _wakeUp;
    private readonly ulong _capacity;
    private ulong _tail;
    private ulong _knownHead;
    private long _wakeUps;
    private volatile bool _closed;

    public RingOutbound(RingRegion own, RingRegion peer, TimeSpan spin, WakeUp wakeUp)
    {
        _own = own;
        _wakeUp = wakeUp;
        _peer = peer;
        _capacity = (ulong)own.Capacity;
        _sleeper = new RingSleeper(own.WriterParked, peer.Head, new AdaptiveSpin(spin), wakeUp);
        _waker = new RingWaker(own.Tail, peer.ReaderParked, wakeUp);
    }

    public override int MaxBlockBytes => (int)Math.Min(BlockBytes, _capacity / 2);

    public override bool WritesAreCheap => true;

    internal override long WakeUps => Volatile.Read(ref _wakeUps);

    public override int TryWrite(ReadOnlySpan<byte> block)
    {
        if (_closed)
            return 0;
        var space = _capacity - (_tail - _knownHead);
        if (space < (ulong)block.Length)
            space = Refresh();
        var count = (int)Math.Min(space, (ulong)block.Length);
        if (count == 0)
            return 0;
        Copy(block[..count]);
        _tail += (ulong)count;
        // Release: the bytes are visible before the position that covers them; pairs with the reader's acquiring read of tail.
        Volatile.Write(ref *_own.Tail, _tail);
        _own.Count(RingLayout.BlocksOffset);
        _own.Count(RingLayout.BytesOffset, (ulong)count);
        if (_waker.WakeIfParked(_tail))
        {
            _own.Count(RingLayout.WakesOffset);
            // The page is gone when the channel is.
            Volatile.Write(ref _wakeUps, _wakeUps + 1);
        }

        return count;
    }

    public override bool WaitWritable()
    {
        _own.Count(RingLayout.FullStallsOffset);
        while (!_closed)
        {
            if (_capacity - (_tail - Refreshed()) > 0)
                return true;
            _sleeper.WaitWhile(_knownHead);
        }

        return false;
    }

    public override void Close()
    {
        _closed = true;
        _sleeper.Interrupt();
    }

    protected override void Dispose(bool disposing)
    {
        _wakeUp.Dispose();
        _own.Release();
        _peer.Release();
    }

    private ulong Refreshed()
    {
        Refresh();
        return _knownHead;
    }

    /// <summary>Reads the peer's position once, and believes it only if it can be.</summary>
    private ulong Refresh()
    {
        var head = Volatile.Read(ref *_peer.Head); // Pairs with the reader's release of head: the space is free to overwrite.
        var used = _tail - head;
        if (used > _capacity || head < _knownHead)
        {
            throw new ProtocolViolationException($"The peer claims to have read to {head}; this side has written to {_tail} " +
                $"and knew of {_knownHead}, in a ring of {_capacity} bytes.");
        }

        _knownHead = head;
        return _capacity - used;
    }

    private void Copy(ReadOnlySpan<byte> block)
    {
        var at = (int)(_tail & (_capacity - 1));
        var first = Math.Min(block.Length, (int)_capacity - at);
        block[..first].CopyTo(new Span<byte>(_own.Data + at, first));
        block[first..].CopyTo(new Span<byte>(_own.Data, block.Length - first));
    }
}
