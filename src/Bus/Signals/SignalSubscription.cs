using System.Runtime.InteropServices;
using Akka.Actor;

namespace Bus.Signals;

/// <summary>Tells an actor of each signal of a kind, until it is disposed, the actor stops or its system terminates. Thread-safe.</summary>
internal sealed class SignalSubscription : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly PosixSignalRegistration _registration;

    public SignalSubscription(ActorSystem system, BusSignal signal, IActorRef subscriber)
    {
        var message = new SignalReceived(signal);
        _registration = PosixSignalRegistration.Create((PosixSignal)signal, context =>
        {
            // For the others the default is harmless, and the runtime has work of its own to do: it reaps children, and sets the terminal up again.
            if (signal.EndsUnhandled())
                context.Cancel = true;
            subscriber.Tell(message, ActorRefs.NoSender);
        });
        Task.WhenAny(subscriber.WatchAsync(_ended.Token), system.WhenTerminated).ContinueWith(_ => Dispose(), TaskScheduler.Default);
    }

    public void Dispose()
    {
        _registration.Dispose();
        _ended.Cancel();
    }
}
