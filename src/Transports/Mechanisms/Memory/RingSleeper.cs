using System.Diagnostics;
using Bus.Transports.Interop;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// One side's sleep on the other side's position, without lost wake-ups:
/// <code>
///   sleeper (this class)                         the one who moves the position
///   1. epoch := odd          (own region)        1. position := new
///   2. full fence                                2. full fence
///   3. look at the position again                3. epoch odd, and not yet woken for it: wake
///   4. sleep while position == seen
/// </code>
/// Of two fences one comes first: either the sleeper sees the new position in 3, or the mover sees the odd epoch in 3. And if the
/// position moves between 3 and 4, the kernel's own comparison in 4 fails. The sleep has no time limit: it needs none.
/// </summary>
/// <remarks>
/// <c>_inSleep</c> is written by the sleeper and read by whoever interrupts it; <c>_interrupted</c> the other way round. The two fences
/// between them pair in the same manner; since the interrupter cannot move the peer's position, it repeats the wake until the
/// sleeper has left.
/// </remarks>
internal sealed unsafe class RingSleeper(uint* epoch, ulong* position, AdaptiveSpin spin)
{
    private int _inSleep;
    private int _interrupted;

    /// <summary>Waits until the position differs from <paramref name="seen"/>; returns at once, for ever, after an interrupt.</summary>
    /// <returns>True if the wait took a sleep.</returns>
    public bool WaitWhile(ulong seen)
    {
        if (spin.ShouldTry)
        {
            var found = Look(seen);
            spin.Learn(found);
            if (found)
                return false;
        }

        Volatile.Write(ref _inSleep, 1);
        Volatile.Write(ref *epoch, *epoch + 1);
        Interlocked.MemoryBarrier(); // Pairs with the mover's fence, and with Interrupt's.
        while (Volatile.Read(ref *position) == seen && Volatile.Read(ref _interrupted) == 0)
            Futex.Sleep((uint*)position, (uint)seen);
        Volatile.Write(ref *epoch, *epoch + 1);
        Volatile.Write(ref _inSleep, 0);
        return true;
    }

    /// <summary>Ends a sleep and prevents further ones. Any thread.</summary>
    public void Interrupt()
    {
        Volatile.Write(ref _interrupted, 1);
        Interlocked.MemoryBarrier(); // Pairs with the fence in WaitWhile.
        while (Volatile.Read(ref _inSleep) == 1)
        {
            Futex.WakeAll((uint*)position);
            Thread.Yield();
        }
    }

    private bool Look(ulong seen)
    {
        var deadline = spin.Deadline;
        do
        {
            if (Volatile.Read(ref *position) != seen)
                return true;
            Thread.Yield();
        }
        while (Stopwatch.GetTimestamp() < deadline && Volatile.Read(ref _interrupted) == 0);
        return false;
    }
}
