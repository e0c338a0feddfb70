namespace Bus.Transports.Mechanisms;

/// <summary>The other half of <see cref="RingSleeper"/>: wakes the peer after a move that it sleeps for, and only then.</summary>
/// <remarks>Used by the one thread that moves the position. <c>parked</c> stands in the peer's region; the worst it can cause is a needless wake.</remarks>
internal sealed unsafe class RingWaker(ulong* position, ulong* parked, WakeUp wakeUp)
{
    private ulong _woken;

    /// <summary>Called after the position was stored.</summary>
    /// <param name="moved">What was stored.</param>
    /// <returns>True if a wake was made.</returns>
    public bool WakeIfParked(ulong moved)
    {
        if (!wakeUp.Sleeps)
            return false;
        Interlocked.MemoryBarrier(); // Pairs with the sleeper's fence between its announcement and its last look at the position.
        var announced = Volatile.Read(ref *parked);
        // Each announcement names a position that is passed only once, so one wake for it is enough.
        if (announced == 0 || announced == moved + 1 || announced == _woken)
            return false;
        _woken = announced;
        wakeUp.Wake(position);
        return true;
    }
}
