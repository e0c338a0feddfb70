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

    [Fact]
    public void A_move_wakes_who_sleeps_on_it()
    {
        var waker = new RingWaker(_position, _parked);
        var sleeper = Sleep(0);
        Volatile.Write(ref *_position, 7);
        Assert.True(waker.WakeIfParked(7));
        Assert.True(sleeper.Join(Limit));
        Assert.Equal(0UL, *_parked);
    }

    /// <summary>
    /// The mover was stopped between its move and its look. Meanwhile the sleeper has seen the move, and sleeps for the next: the late look must not
    /// use up the wake for that.
    /// </summary>
    [Fact]
    public void A_late_look_does_not_use_up_the_next_wake()
    {
        var waker = new RingWaker(_position, _parked);
        Volatile.Write(ref *_position, 7);
        var sleeper = Sleep(7);
        Assert.False(waker.WakeIfParked(7));
        Volatile.Write(ref *_position, 9);
        Assert.True(waker.WakeIfParked(9));
        Assert.True(sleeper.Join(Limit));
    }

    /// <summary>The look finds an announcement whose sleeper is still on its way into the kernel: the move that caused the look keeps it out.</summary>
    [Fact]
    public void A_wake_before_the_sleep_is_not_missed()
    {
        var waker = new RingWaker(_position, _parked);
        *_parked = 1;
        *_position = 5;
        Assert.True(waker.WakeIfParked(5));
        var sleeper = new Thread(() => new RingSleeper(_parked, _position, new AdaptiveSpin(TimeSpan.Zero)).WaitWhile(0));
        sleeper.Start();
        Assert.True(sleeper.Join(Limit));
    }

    [Fact]
    public void One_sleep_takes_one_wake()
    {
        var waker = new RingWaker(_position, _parked);
        *_parked = 1;
        Assert.True(waker.WakeIfParked(5));
        Assert.False(waker.WakeIfParked(6));
        Assert.False(waker.WakeIfParked(7));
        *_parked = 8;
        Assert.True(waker.WakeIfParked(9));
    }

    private Thread Sleep(ulong seen)
    {
        var thread = new Thread(() => new RingSleeper(_parked, _position, new AdaptiveSpin(TimeSpan.Zero)).WaitWhile(seen)) { IsBackground = true };
        thread.Start();
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref *_parked) == seen + 1, Limit));
        return thread;
    }
}
