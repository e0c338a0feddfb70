using Akka.Actor;

namespace Bus.Peer.Signals;

/// <summary>Says which signals it is told of.</summary>
internal sealed class SignalSpeaker : ReceiveActor
{
    public SignalSpeaker() => Receive<SignalReceived>(received => Console.WriteLine($"got {received.Signal}"));
}
