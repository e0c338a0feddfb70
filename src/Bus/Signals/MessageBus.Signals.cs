using Akka.Actor;
using Bus.Signals;
using Bus.Transports.Interop;

namespace Bus;

public sealed partial class MessageBus
{
    private SignalSettings? _signalSettings;

    private SignalSettings SignalSettings => _signalSettings ??= SignalSettings.Create(_system.Settings.Config);

    /// <summary>Has an actor told <see cref="SignalReceived"/> whenever this process gets a signal; its default, such as the end of the process, then does not happen.</summary>
    /// <param name="signal">
    /// Which. The kernel lets nobody handle <see cref="BusSignal.Kill"/> and <see cref="BusSignal.Stop"/>. Those that run CoordinatedShutdown
    /// (<c>bus.signals.shutdown-on</c>: by default <see cref="BusSignal.Terminate"/> and <see cref="BusSignal.Interrupt"/>) can be had once they are no longer named there.
    /// </param>
    /// <param name="subscriber">Who is told. Signals of a kind that come fast can be told as one: the kernel keeps only one of each.</param>
    /// <returns>Ends the subscription, as does the end of the subscriber. With the last one for a signal its default is in force again.</returns>
    /// <exception cref="SignalException">The signal cannot be handled.</exception>
    public IDisposable SubscribeSignal(BusSignal signal, IActorRef subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        Check(signal);
        if (signal is BusSignal.Kill or BusSignal.Stop)
            throw new SignalException($"{signal.PosixName()} cannot be subscribed to: the kernel lets no process handle it. SIGTERM can be handled, and asks for the same more politely.");
        if (SignalSettings.ShutdownOn.Contains(signal))
        {
            throw new SignalException($"{signal.PosixName()} cannot be subscribed to: it runs CoordinatedShutdown. Take it out of bus.signals.shutdown-on, or add a task to " +
                "CoordinatedShutdown, which has a SignalReason then.");
        }

        return new SignalSubscription(_system, signal, subscriber);
    }

    /// <summary>Sends a signal to the process of a peer; all systems of that process get it.</summary>
    /// <param name="peer">Whose. Of the same user as this process.</param>
    /// <param name="signal">Which. One that its process does not handle has its default effect there.</param>
    /// <remarks>By <c>pidfd_send_signal(2)</c>: a process that has got the number of one that has ended is never hit.</remarks>
    /// <exception cref="SignalException">The peer is gone, is another user's, or the kernel refuses.</exception>
    public void Signal(BusPeer peer, BusSignal signal)
    {
        ArgumentNullException.ThrowIfNull(peer);
        Check(signal);
        if (peer.UserId != UserOfThisProcess.Id)
        {
            throw new SignalException($"{peer} is not sent {signal.PosixName()}: it is of user {peer.UserId}, and this process of user {UserOfThisProcess.Id}. " +
                "Only processes of the same user are sent signals; have that user do it.");
        }

        using var process = ProcessHandle.TryOpen(peer.ProcessId, out var errno)
            ?? throw (errno == ProcessHandle.Gone ? IsGone(peer, signal) : Refused(peer, signal, errno));
        // After the handle was had: whoever is still on the bus now was its process then.
        if (!IsUp(peer))
            throw IsGone(peer, signal);
        errno = process.Send((int)signal);
        if (errno != 0)
            throw errno == ProcessHandle.Gone ? IsGone(peer, signal) : Refused(peer, signal, errno);
    }

    private bool IsUp(BusPeer peer) => _peers.All.TryGetValue(peer.Address, out var known) && known.Incarnation == peer.Incarnation;

    private static void Check(BusSignal signal)
    {
        if (!SignalNames.All.Contains(signal))
            throw new SignalException($"The bus does not know {signal.PosixName()}, only {SignalNames.Listed(SignalNames.All)}.");
    }

    private static SignalException IsGone(BusPeer peer, BusSignal signal) =>
        new($"{peer} is not sent {signal.PosixName()}: it is no longer on the bus. Look it up again: a system that was restarted is another peer.");

    private static SignalException Refused(BusPeer peer, BusSignal signal, int errno) =>
        new($"{peer} is not sent {signal.PosixName()}: {Errno.Describe(errno)}. It takes Linux 5.3 or newer, and no security module or seccomp filter that forbids pidfd_open and pidfd_send_signal.");
}
