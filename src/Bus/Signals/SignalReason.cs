using Akka.Actor;
using Bus.Signals;

namespace Bus;

/// <summary>Why <see cref="CoordinatedShutdown"/> runs: this process got a signal of <c>bus.signals.shutdown-on</c>.</summary>
public sealed class SignalReason : CoordinatedShutdown.Reason
{
    internal SignalReason(BusSignal signal) => Signal = signal;

    /// <summary>Which.</summary>
    public BusSignal Signal { get; }

    /// <summary>What a shell would say of a process that the signal has ended: 128 and its number.</summary>
    public override int ExitCode => 128 + (int)Signal;

    /// <inheritdoc/>
    public override string ToString() => Signal.PosixName();
}
