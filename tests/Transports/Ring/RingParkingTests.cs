using System.Runtime.InteropServices;
using Bus.Transports.Mechanisms;
using Xunit;

namespace Bus.Transports.Tests.Ring;

/// <summary>Sleeping and waking below the ring, step by step, with the mover delayed at every step.</summary>
public sealed unsafe class RingParkingTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly ulong* _parked = (ulong*)NativeMemory.AllocZeroed(sizeof(ulong));
    private readonly ulong* _position = (ulong*)NativeMemory.AllocZeroed(sizeof(ulong));

    public void Dispose()
    {
        NativeMemory.Free(_parked);
        NativeMemory.Free(_position);
    }

    [Theory]
    [MemberData(nameof(WakeUpKindsData.Sleeping), MemberType = typeof(WakeUpKindsData))]
    public void A_move_wakes_who_sleeps_on_it(RingWakeUp kind)
    {
        using var wakeUps = new WakeUpPair(kind);
        var waker = new RingWaker(_position, _parked, wakeUps.Writer);
        var sleeper = Sleep(0, wakeUps);
        Volatile.Write(ref *_position, 7);
        sleeper.WokenBy(waker, 7);
        Assert.Equal(0UL, *_parked);
    }

    /// <summary>
    /// The mover was stopped between its move and its look. Meanwhile the sleeper has seen the move, and sleeps for the next: the late look must not
    /// use up the wake for that.
    /// </summary>
    [Theory]
    [MemberData(nameof(WakeUpKindsData.Sleeping), MemberType = typeof(WakeUpKindsData))]
    public void A_late_look_does_not_use_up_the_next_wake(RingWakeUp kind)
    {
        using var wakeUps = new WakeUpPair(kind);
        var waker = new RingWaker(_position, _parked, wakeUps.Writer);
        Volatile.Write(ref *_position, 7);
        var sleeper = Sleep(7, wakeUps);
        Assert.False(waker.WakeIfParked(7));
        Volatile.Write(ref *_position, 9);
        sleeper.WokenBy(waker, 9);
    }

    /// <summary>The look finds an announcement whose sleeper is still on its way into the kernel: the move that caused the look keeps it out.</summary>
    [Theory]
    [MemberData(nameof(WakeUpKindsData.Sleeping), MemberType = typeof(WakeUpKindsData))]
    public void A_wake_before_the_sleep_is_not_missed(RingWakeUp kind)
    {
        using var wakeUps = new WakeUpPair(kind);
        var waker = new RingWaker(_position, _parked, wakeUps.Writer);
        wakeUps.Reader.Prepare();
        *_parked = 1;
        *_position = 5;
        Assert.True(waker.WakeIfParked(5));
        var sleeper = new Thread(() => new RingSleeper(_parked, _position, new AdaptiveSpin(TimeSpan.Zero), wakeUps.Reader).WaitWhile(0));
        sleeper.Start();
        Assert.True(sleeper.Join(Limit));
    }

    [Theory]
    [MemberData(nameof(WakeUpKindsData.Sleeping), MemberType = typeof(WakeUpKindsData))]
    public void One_sleep_takes_one_wake(RingWakeUp kind)
    {
        using var wakeUps = new WakeUpPair(kind);
        var waker = new RingWaker(_position, _parked, wakeUps.Writer);
        wakeUps.Reader.Prepare();
        *_parked = 1;
        Assert.True(waker.WakeIfParked(5));
        Assert.False(waker.WakeIfParked(6));
        Assert.False(waker.WakeIfParked(7));
        *_parked = 8;
        Assert.True(waker.WakeIfParked(9));
    }

    /// <summary>
    /// What earlier sleeps had no need of may end a later one, but not for good: it sleeps on until something has moved.
    /// </summary>
    [Theory]
    [MemberData(nameof(WakeUpKindsData.Sleeping), MemberType = typeof(WakeUpKindsData))]
    public void Wakes_that_nobody_needed_do_not_gather(RingWakeUp kind)
    {
        using var wakeUps = new WakeUpPair(kind);
        var waker = new RingWaker(_position, _parked, wakeUps.Writer);
        var sleeper = Sleep(0, wakeUps);
        for (var i = 0; i < 50_000; i++)
            wakeUps.Writer.Wake(_position);
        Assert.False(sleeper.HasEnded);
        *_position = 9;
        sleeper.WokenBy(waker, 9);
        // Few are left for the next one.
        var next = Sleep(9, wakeUps);
        *_position = 11;
        next.WokenBy(waker, 11);
    }

    [Theory]
    [MemberData(nameof(WakeUpKindsData.All), MemberType = typeof(WakeUpKindsData))]
    public void An_interrupt_ends_a_sleep_and_every_later_one(RingWakeUp kind)
    {
        using var wakeUps = new WakeUpPair(kind);
        var ring = new RingSleeper(_parked, _position, new AdaptiveSpin(TimeSpan.Zero), wakeUps.Reader);
        var thread = new Thread(() => ring.WaitWhile(0)) { IsBackground = true };
        thread.Start();
        ring.Interrupt();
        Assert.True(thread.Join(Limit));
        ring.WaitWhile(0);
        ring.Interrupt();
    }

    private ParkedThread Sleep(ulong seen, WakeUpPair wakeUps) =>
        new(_parked, new RingSleeper(_parked, _position, new AdaptiveSpin(TimeSpan.Zero), wakeUps.Reader), seen);
}
