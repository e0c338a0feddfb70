using Bus.Transports.Interop;
using Bus.Transports.Mechanisms;
using Xunit;

namespace Bus.Transports.Tests.Ring;

/// <summary>A thread that waits for a position to move on: has announced it, and sleeps in the kernel.</summary>
internal sealed unsafe class ParkedThread
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Thread _thread;
    private int _id;

    public ParkedThread(ulong* parked, RingSleeper sleeper, ulong seen)
    {
        _thread = new Thread(() =>
        {
            Volatile.Write(ref _id, ThreadSignal.CurrentThread);
            sleeper.WaitWhile(seen);
        })
        { IsBackground = true };
        _thread.Start();
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref *parked) == seen + 1 && IsAsleep, Limit));
    }

    public bool HasEnded => _thread.Join(TimeSpan.Zero);

    // "7 (name) S 1 ...": the name is not ours to know.
    private bool IsAsleep => File.ReadAllText($"/proc/self/task/{_id}/stat").Split(')')[^1].StartsWith(" S", StringComparison.Ordinal);

    /// <summary>The position has moved. The thread is woken, or sees it itself if it happened to be awake just then.</summary>
    public void WokenBy(RingWaker waker, ulong moved)
    {
        Assert.True(waker.WakeIfParked(moved) || _thread.Join(Limit));
        Assert.True(_thread.Join(Limit));
    }
}
