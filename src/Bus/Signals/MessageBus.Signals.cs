using Akka.Actor;

namespace Bus;

/// <summary>Signals of POSIX.</summary>
public sealed partial class MessageBus
{
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
        return _signals.Subscribe(signal, subscriber);
    }

    /// <summary>Sends a signal to the process of a peer; all systems of that process get it.</summary>
    /// <param name="peer">Whose. Of the same user as this process.</param>
    /// <param name="signal">Which. One that its process does not handle has its default effect there.</param>
    /// <remarks>By <c>pidfd_send_signal(2)</c>, so that no other process is hit that has got the number of one that has just ended.</remarks>
    /// <exception cref="SignalException">The peer is gone, is another user's, or the kernel refuses.</exception>
    public void Signal(BusPeer peer, BusSignal signal)
    {
        ArgumentNullException.ThrowIfNull(peer);
        _signals.Send(peer, signal);
    }
}
