using Akka.Actor;

namespace Bus.Tests.Dispatch;

/// <summary>Does what its messages say.</summary>
internal sealed class DelegateActor : ReceiveActor
{
    public DelegateActor()
    {
        Receive<Action<IActorContext>>(work => work(Context));
        ReceiveAsync<Func<IActorContext, Task>>(work => work(Context));
    }
}
