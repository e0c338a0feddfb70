using System.Diagnostics;
using System.Runtime.Intrinsics.X86;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// One side's sleep on the other side's position, without lost wake-ups:
/// <code>
///   sleeper (this class)                         mover (RingWaker)
///   1. parked := seen + 1    (own region)        1. position := new
///   2. full fence                                2. full fence
///   3. look at the position again                3. parked is 0, or new + 1, or was woken before: nothing to do
///   4. sleep, for as long as position == seen       otherwise: wake
/// </code>
/// Of two fences one comes first: either the sleeper sees the new position in 3, or the mover sees the announcement in 3. If the
/// position moves between 3 and 4, the wake comes before the sleep and is kept for it, see <see cref="WakeUp"/>. And a mover that
/// is late in its step 3, so that the sleeper has seen its move already, finds its own position announced and spends no wake on
/// it. A wake that was not needed after all ends a later sleep, which finds that nothing has moved, and sleeps on. The sleep has
/// no time limit: it needs none.
/// </summary>
/// <remarks>
/// <c>parked</c> is written by the sleeper and read by the mover. <c>_inSleep</c> is written by the sleeper and read by whoever
/// interrupts it; <c>_interrupted</c> the other way round. The two fences between them pair in the same manner; since the interrupter
/// cannot move the peer's position, it repeats until the sleeper has left.
/// </remarks>
internal sealed unsafe class RingSleeper(ulong* parked, ulong* position, AdaptiveSpin spin, WakeUp wakeUp)
{
    // A peer that runs on another processor answers within a quarter of a microsecond, and a yield takes longer. One that waits for
    // this processor gets it that much later.
    private const int LooksPerYield = 32;

    private int _inSleep;
    private int _interrupted;

    /// <summary>Waits until the position differs from <paramref name="seen"/>; returns at once, for ever, after an interrupt.</summary>
    /// <returns>True if the wait took a sleep.</returns>
    public bool WaitWhile(ulong seen)
    {
        if (!wakeUp.Sleeps)
        {
            while (!LookAndYield(seen) && Volatile.Read(ref _interrupted) == 0)
            {
            }

            return false;
        }

        if (spin.ShouldTry)
        {
            var found = Look(seen);
            spin.Learn(found);
            if (found)
                return false;
        }

        Volatile.Write(ref _inSleep, 1);
        try
        {
            wakeUp.Prepare();
            Volatile.Write(ref *parked, seen + 1);
            Interlocked.MemoryBarrier(); // Pairs with the mover's fence, and with Interrupt's.
            while (Volatile.Read(ref *position) == seen && Volatile.Read(ref _interrupted) == 0)
                wakeUp.Sleep(position, seen);
        }
        finally
        {
            // Also when the kernel refuses the sleep: the interrupter waits for this.
            Volatile.Write(ref *parked, 0);
            Volatile.Write(ref _inSleep, 0);
        }

        return true;
    }

    /// <summary>Ends a sleep and prevents further ones. Any thread.</summary>
    public void Interrupt()
    {
        Volatile.Write(ref _interrupted, 1);
        Interlocked.MemoryBarrier(); // Pairs with the fence in WaitWhile.
        wakeUp.Interrupt(position);
        while (Volatile.Read(ref _inSleep) == 1)
        {
            Thread.Yield();
            wakeUp.Interrupt(position);
        }
    }

    private bool Look(ulong seen)
    {
        // A look at the clock takes a tenth of a round trip: not before the first look at the position.
        if (LookAndYield(seen))
            return true;
        var deadline = spin.Deadline;
        do
        {
            if (LookAndYield(seen))
                return true;
        }
        while (Stopwatch.GetTimestamp() < deadline && Volatile.Read(ref _interrupted) == 0);
        return false;
    }

    private bool LookAndYield(ulong seen)
    {
        for (var look = 0; look < LooksPerYield; look++)
        {
            if (Volatile.Read(ref *position) != seen)
                return true;
            Pause();
        }

        Thread.Yield();
        return false;
    }

    // The shortest that the processor has: Thread.SpinWait(1) takes a good part of what the other side needs to answer.
    private static void Pause()
    {
        if (X86Base.IsSupported)
            X86Base.Pause();
        else
            Thread.SpinWait(1);
    }
}
