using Akka.Actor;

namespace Bus.Tests.Serialization;

/// <summary>Hands out the first message that it gets.</summary>
internal sealed class Receiver(TaskCompletionSource<object> first) : UntypedActor
{
    protected override void OnReceive(object message) => first.TrySetResult(message);
}
