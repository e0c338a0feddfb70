using Akka.Actor;

namespace Bus.Topics;

/// <summary>Watches the subscribers of this system, and ends the subscriptions of those that have stopped.</summary>
/// <remarks>It is told an actor whenever that has its first subscription or has lost its last, and then looks which of the two is so by now.</remarks>
internal sealed class SubscriberWarden(LocalSubscriptions subscriptions) : UntypedActor
{
    public const string Name = "bus-subscribers";

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Terminated ended:
                subscriptions.Forget(ended.ActorRef);
                break;
            case IActorRef subscriber when subscriptions.Has(subscriber):
                Context.Watch(subscriber);
                break;
            case IActorRef subscriber:
                Context.Unwatch(subscriber);
                break;
            default:
                Unhandled(message);
                break;
        }
    }
}
