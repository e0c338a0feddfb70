using Bus.Transports.Interop;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// A real-time signal to the very thread that sleeps, <c>tgkill(2)</c>, which has blocked it and takes it with
/// <c>sigwaitinfo(2)</c>: no handler ever runs. Who that is stands in the sleeper's region: process and thread, as the sleeper
/// sees itself.
/// </summary>
/// <remarks>
/// <para>A region can say anything. A signal is sent to no other process than the one that the kernel named when the control
/// socket was connected, and within it only to a thread of it.</para>
/// <para>A wake that comes late finds the thread gone, or in another sleep, or even another thread with its number. So that this
/// hurts nobody, the signal is ignored by every thread that has not blocked it.</para>
/// </remarks>
internal sealed unsafe class SignalWakeUp(int seat) : WakeUp(seat)
{
    private ulong* _ownThread;
    private ulong* _peerThread;
    private int _peerProcess;
    private int _sleeper;

    public override void Connect(RingRegion own, RingRegion peer, PeerCredentials? sender)
    {
        RequireSameUser(RingWakeUp.Signal, sender);
        _peerProcess = sender?.ProcessId ?? Environment.ProcessId;
        if (_peerProcess == 0 || peer.ProcessId != _peerProcess)
        {
            throw new MechanismException("akka.remote.ipc.ring.wake-up = signal needs both processes in one pid namespace: the peer " +
                $"is process {peer.ProcessId} by its own word and {_peerProcess} by the kernel's. Use futex or eventfd.");
        }

        if (ThreadSignal.Send(_peerProcess, _peerProcess, 0) is var errno && errno != 0)
        {
            throw new MechanismException($"Cannot send signals to process {_peerProcess}: {Errno.Describe(errno)}. " +
                "Set akka.remote.ipc.ring.wake-up to futex or eventfd.");
        }

        ThreadSignal.IgnoreElsewhere();
        _ownThread = Mine == Reader ? own.ReaderThread : own.WriterThread;
        _peerThread = Mine == Reader ? peer.WriterThread : peer.ReaderThread;
    }

    public override void Prepare()
    {
        ThreadSignal.Block();
        var thread = ThreadSignal.CurrentThread;
        Volatile.Write(ref _sleeper, thread);
        // Before the announcement, which is stored after it: pairs with the read in Wake, which comes after that of the
        // announcement.
        Volatile.Write(ref *_ownThread, ((ulong)(uint)Environment.ProcessId << 32) | (uint)thread);
    }

    public override void Sleep(ulong* position, ulong seen) => ThreadSignal.Wait();

    public override void Wake(ulong* position)
    {
        var peer = Volatile.Read(ref *_peerThread);
        if (peer >> 32 != (uint)_peerProcess)
            throw new ProtocolViolationException($"Process {_peerProcess} asks for a signal to a thread of process {peer >> 32}.");
        // If it is not there any more, neither is its sleep.
        var errno = ThreadSignal.Send(_peerProcess, (int)(uint)peer, ThreadSignal.Number);
        if (errno == ThreadSignal.QueueFull)
        {
            throw new MechanismException($"Cannot wake a thread of process {_peerProcess}: {Errno.Describe(errno)}. This user has as " +
                "many signals queued as RLIMIT_SIGPENDING allows: raise it with `ulimit -i`, or set " +
                "akka.remote.ipc.ring.wake-up to futex.");
        }
    }

    public override void Interrupt(ulong* position)
    {
        if (Volatile.Read(ref _sleeper) is var thread && thread != 0)
            _ = ThreadSignal.Send(Environment.ProcessId, thread, ThreadSignal.Number);
    }
}
