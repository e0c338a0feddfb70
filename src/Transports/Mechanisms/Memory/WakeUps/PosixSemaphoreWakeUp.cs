using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// POSIX semaphores, <c>sem_overview(7)</c>, one for each seat, in a <see cref="WakePage"/>. A semaphore counts: a sleep takes
/// all that has gathered of wakes that earlier sleeps had no need of.
/// </summary>
internal sealed unsafe class PosixSemaphoreWakeUp(int seat, WakePage page) : WakeUp(seat)
{
    private const int MostGathered = 64;
    private const uint Free = 1 << 30;

    public override IReadOnlyList<SafeFileHandle> Share() => [page.Share()];

    public override void Connect(RingRegion own, RingRegion peer, PeerCredentials? sender) =>
        RequireSameUser(RingWakeUp.PosixSemaphore, sender);

    public override void Sleep(ulong* position, ulong seen)
    {
        if (!PosixSemaphore.Wait(page[Mine]))
            return;
        for (var i = 0; i < MostGathered && PosixSemaphore.TryWait(page[Mine]); i++)
        {
        }
    }

    /// <summary>
    /// At its most, which it never reaches, it cannot be raised, and whoever sleeps on it does not stay asleep either.
    /// </summary>
    public override void Wake(ulong* position) => PosixSemaphore.Post(page[Theirs]);

    public override void Interrupt(ulong* position) => page.TakeAway(start => Make(start, Free), PosixSemaphore.Bytes);

    internal static void Initialize(nint start) => Make(start, 0);

    protected override void Dispose(bool disposing)
    {
        page.Dispose();
        base.Dispose(disposing);
    }

    private static void Make(nint start, uint value)
    {
        PosixSemaphore.Initialize((byte*)start, value);
        PosixSemaphore.Initialize((byte*)start + WakePage.SeatBytes, value);
    }
}
