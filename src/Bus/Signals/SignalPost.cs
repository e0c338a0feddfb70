using Akka.Actor;
using Bus.Peers;
using Bus.Transports.Interop;

namespace Bus.Signals;

/// <summary>The signals of one actor system: those that it is shut down by, those that actors are told of, those that it sends.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class SignalPost(ActorSystem system, PeerTable peers)
{
    private readonly SignalSettings _settings = SignalSettings.Create(system.Settings.Config);

    /// <summary>Once remoting has started.</summary>
    public void Start() => SignalShutdown.Join(system, _settings);

    /// <exception cref="SignalException">The signal cannot be handled.</exception>
    public IDisposable Subscribe(BusSignal signal, IActorRef subscriber)
    {
        Check(signal);
        if (signal is BusSignal.Kill or BusSignal.Stop)
            throw new SignalException($"{signal.PosixName()} cannot be subscribed to: the kernel lets no process handle it. SIGTERM can be handled, and asks for the same more politely.");
        if (_settings.ShutdownOn.Contains(signal))
        {
            throw new SignalException($"{signal.PosixName()} cannot be subscribed to: it runs CoordinatedShutdown. Take it out of bus.signals.shutdown-on, or add a task to " +
                "CoordinatedShutdown, which has a SignalReason then.");
        }

        return new SignalSubscription(system, signal, subscriber);
    }

    /// <exception cref="SignalException">The peer is gone, is another user's, or the kernel refuses.</exception>
    public void Send(BusPeer peer, BusSignal signal)
    {
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

    private bool IsUp(BusPeer peer) => peers.All.TryGetValue(peer.Address, out var known) && known.Incarnation == peer.Incarnation;

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
