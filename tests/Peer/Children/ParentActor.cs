using Akka.Actor;

namespace Bus.Peer.Children;

/// <summary>Hears of the birth of a child.</summary>
internal sealed class ParentActor : ReceiveActor
{
    public ParentActor(TaskCompletionSource born) => Receive<string>(_ => born.TrySetResult());
}
