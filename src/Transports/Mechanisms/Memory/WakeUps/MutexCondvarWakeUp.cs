using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// A mutex and a condition variable of the C library for each seat, shared between processes, in a <see cref="WakePage"/>:
/// <code>
///   0x00  mutex               (64 bytes reserved)
///   0x40  condition variable  (64 bytes reserved)
///   0x80  woken: u32, 1 if there was a wake that no sleep has taken; guarded by the mutex
/// </code>
/// </summary>
/// <remarks>
/// <para>The mutex is not a robust one. Robustness would tell the next owner that the last one has died, and that is not enough
/// here: nothing frees a thread from a condition variable whose signaller has died inside it, or from a mutex whose owner is
/// stopped. Taking the page away frees it from all of these. And a robust mutex keeps pointers into the address space of its
/// owner in the shared page, through which a peer could have this process write where it likes.</para>
/// <para>What remains: a peer that is stopped while it holds the mutex of its own seat, which takes it less than a microsecond,
/// holds up whoever wakes it until it goes on, or the link ends. And the C library does not guard itself against a page that was
/// damaged on purpose: hence one user.</para>
/// </remarks>
internal sealed unsafe class MutexCondvarWakeUp(int seat, WakePage page) : WakeUp(seat)
{
    private const int CondvarOffset = 0x40;
    private const int WokenOffset = 0x80;

    public override IReadOnlyList<SafeFileHandle> Share() => [page.Share()];

    public override void Connect(RingRegion own, RingRegion peer, PeerCredentials? sender) =>
        RequireSameUser(RingWakeUp.MutexCondvar, sender);

    public override void Sleep(ulong* position, ulong seen)
    {
        var mutex = page[Mine];
        PthreadMutex.Lock(mutex);
        if (Volatile.Read(ref *Woken(mutex)) == 0)
            PthreadCondvar.Wait(Condvar(mutex), mutex);
        Volatile.Write(ref *Woken(mutex), 0);
        PthreadMutex.Unlock(mutex);
    }

    public override void Wake(ulong* position)
    {
        var mutex = page[Theirs];
        PthreadMutex.Lock(mutex);
        Volatile.Write(ref *Woken(mutex), 1);
        PthreadCondvar.Signal(Condvar(mutex));
        PthreadMutex.Unlock(mutex);
    }

    public override void Interrupt(ulong* position) => page.TakeAway(Free, WokenOffset);

    internal static void Initialize(nint start)
    {
        for (var seat = 0; seat < 2; seat++)
        {
            var mutex = (byte*)start + (seat * WakePage.SeatBytes);
            PthreadMutex.Initialize(mutex);
            PthreadCondvar.Initialize(Condvar(mutex));
        }
    }

    protected override void Dispose(bool disposing)
    {
        page.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Two mutexes that nobody holds, and two condition variables that nobody stays in.</summary>
    private static void Free(nint start)
    {
        for (var seat = 0; seat < 2; seat++)
        {
            var mutex = (byte*)start + (seat * WakePage.SeatBytes);
            PthreadMutex.Initialize(mutex);
            PthreadCondvar.MakeFree(Condvar(mutex));
            *Woken(mutex) = 1;
        }
    }

    private static byte* Condvar(byte* seat) => seat + CondvarOffset;

    private static uint* Woken(byte* seat) => (uint*)(seat + WokenOffset);
}
