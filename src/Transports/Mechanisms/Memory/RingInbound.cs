namespace Bus.Transports.Mechanisms;

/// <summary>The consumer of the peer's ring: <c>head</c> is ours, <c>tail</c> stands in the peer's region and is not trusted.</summary>
internal sealed unsafe class RingInbound : InboundChannel
{
    private readonly RingRegion _own;
    private readonly RingRegion _peer;
    private readonly RingSleeper _sleeper;
    private readonly RingWaker _waker;
    private readonly WakeUp _wakeUp;
    private readonly ulong _capacity;
    private ulong _head;
    private ulong _knownTail;
    private ulong _takenSinceLook; // Bytes, since the last look for a writer that sleeps.
    private bool _lastLook;
    private volatile bool _completed;
    private volatile bool _closed;

    public RingInbound(RingRegion own, RingRegion peer, TimeSpan spin, WakeUp wakeUp)
    {
        _own = own;
        _wakeUp = wakeUp;
        _peer = peer;
        _capacity = (ulong)peer.Capacity;
        _sleeper = new RingSleeper(own.ReaderParked, peer.Tail, new AdaptiveSpin(spin), wakeUp);
        _waker = new RingWaker(own.Head, peer.WriterParked, wakeUp);
    }

    public override int MaxBlockBytes => 64 * 1024;

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            if (_closed)
                return 0;
            var available = _knownTail - _head;
            if (available == 0)
            {
                if (_lastLook)
                    return 0;
                // Before the look, so that nothing written before the peer ended can be missed. Nor may there be another look
                // after it: a hostile peer that goes on writing would keep the link from ending.
                _lastLook = _completed;
                available = Refresh();
                if (available == 0 && _lastLook)
                    return 0;
            }

            if (available > 0)
                return Take(buffer[..(int)Math.Min(available, (ulong)buffer.Length)]);
            if (_sleeper.WaitWhile(_knownTail))
                _own.Count(RingLayout.ParksOffset);
        }
    }

    public override void Complete()
    {
        _completed = true;
        _sleeper.Interrupt();
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

    private int Take(Span<byte> destination)
    {
        var at = (int)(_head & (_capacity - 1));
        var first = Math.Min(destination.Length, (int)_capacity - at);
        new ReadOnlySpan<byte>(_peer.Data + at, first).CopyTo(destination);
        new ReadOnlySpan<byte>(_peer.Data, destination.Length - first).CopyTo(destination[first..]);
        _head += (ulong)destination.Length;
        // Release: the bytes have been copied before the writer may overwrite them; pairs with its acquiring read of head.
        Volatile.Write(ref *_own.Head, _head);
        _takenSinceLook += (ulong)destination.Length;
        // A writer that sleeps for space is woken once half of the ring is free, so that it finds room for a batch. It sleeps on a head that it
        // has seen, with a whole ring ahead of that: before that has been taken, half a ring has, so one of these looks comes after a move of
        // head past the one it sleeps on, and finds it. A look costs a fence; a little at a time goes without.
        if (_takenSinceLook >= _capacity / 2 && _knownTail - _head <= _capacity / 2)
        {
            _takenSinceLook = 0;
            if (_waker.WakeIfParked(_head))
                _own.Count(RingLayout.SpaceWakesOffset);
        }

        return destination.Length;
    }

    /// <summary>Reads the peer's position once, and believes it only if it can be.</summary>
    private ulong Refresh()
    {
        var tail = Volatile.Read(ref *_peer.Tail); // Pairs with the writer's release of tail: the bytes are visible.
        var available = tail - _head;
        if (available > _capacity || tail < _knownTail)
        {
            throw new ProtocolViolationException($"The peer claims to have written to {tail}; this side has read to {_head} " +
                $"and knew of {_knownTail}, in a ring of {_capacity} bytes.");
        }

        _knownTail = tail;
        return available;
    }
}
