using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// What one direction of a link sleeps on, as one side holds it. A direction has two seats: its reader sleeps on one, its writer
/// on the other. This side sits on one of them, and wakes who sits on the other. When to sleep and when to wake is not decided
/// here, but in <see cref="RingSleeper"/> and <see cref="RingWaker"/>.
/// </summary>
/// <remarks>
/// What a kind must do: a wake that comes after the announcement of a sleep ends that sleep, also if it comes before the sleep
/// itself. What it may do: end a sleep for no reason, for example because of a wake that an earlier sleep had no need of. Nothing
/// that the peer can write is trusted to wake anybody: <see cref="Interrupt"/> must work against the peer.
/// </remarks>
internal abstract unsafe class WakeUp(int seat) : IDisposable
{
    /// <summary>The seat of a direction's reader.</summary>
    public const int Reader = 0;

    /// <summary>The seat of a direction's writer.</summary>
    public const int Writer = 1;

    /// <summary>False if nobody ever sleeps, so that nothing has to be announced.</summary>
    public virtual bool Sleeps => true;

    /// <summary>What the peer needs to attach, beside <see cref="Share"/>. Always of the same length for a kind.</summary>
    public virtual ReadOnlyMemory<byte> Details => ReadOnlyMemory<byte>.Empty;

    /// <summary>This side's seat.</summary>
    protected int Mine => seat;

    /// <summary>The peer's seat.</summary>
    protected int Theirs => 1 - seat;

    /// <summary>Descriptors for the peer, which the caller owns. Always as many for a kind. Once.</summary>
    public virtual IReadOnlyList<SafeFileHandle> Share() => [];

    /// <summary>The regions are attached on this side. Once, before anybody sleeps.</summary>
    /// <param name="own">This side's region.</param>
    /// <param name="peer">The peer's.</param>
    /// <param name="sender">Who the peer is, as the kernel knows it; null if it is this process.</param>
    /// <exception cref="MechanismException">This kind cannot be had with this peer.</exception>
    public virtual void Connect(RingRegion own, RingRegion peer, PeerCredentials? sender)
    {
    }

    /// <summary>Before a sleep is announced, on the thread that will sleep.</summary>
    public virtual void Prepare()
    {
    }

    /// <summary>Sleeps until the peer, or <see cref="Interrupt"/>, makes a wake. May return for no reason.</summary>
    /// <param name="position">What the sleep is about.</param>
    /// <param name="seen">The value whose change is waited for.</param>
    public abstract void Sleep(ulong* position, ulong seen);

    /// <summary>Wakes the peer, now or from its next sleep. Does not wait for it.</summary>
    /// <param name="position">What has moved.</param>
    /// <exception cref="MechanismException">The system refuses: without the wake, the link cannot go on.</exception>
    public abstract void Wake(ulong* position);

    /// <summary>
    /// This direction is at its end on this side: ends this side's sleep, whatever the peer does or did. Called at least once,
    /// and then until the sleeper has left. Any thread, does not wait.
    /// </summary>
    /// <param name="position">What is slept on.</param>
    public abstract void Interrupt(ulong* position);

    /// <summary>Frees what this side has of it.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>For kinds that the kernel, or our own trust, keeps to one user.</summary>
    protected static void RequireSameUser(RingWakeUp kind, PeerCredentials? sender)
    {
        var own = UserOfThisProcess.Id;
        // Root can do with this process what it likes anyway.
        if (sender is { } peer && peer.UserId != own && peer.UserId != 0)
        {
            throw new MechanismException($"akka.remote.ipc.ring.wake-up = {WakeUpKinds.NameOf(kind)} works between processes of one " +
                $"user. The peer (pid {peer.ProcessId}) is user {peer.UserId}, this process is user {own}: use futex or eventfd.");
        }
    }
}
