using Akka.Actor;

namespace Bus.Services;

/// <summary>Watches the members of this process. It is told whom to watch, by the actor itself as the message.</summary>
/// <remarks>One that is no member any more is still watched: its end then means nothing.</remarks>
internal sealed class ServiceWarden(ServiceRegistry registry) : UntypedActor
{
    public const string Name = "bus-service-warden";

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case IActorRef member:
                Context.Watch(member);
                break;
            case Terminated terminated:
                registry.OnTerminated(terminated.ActorRef);
                break;
            default:
                Unhandled(message);
                break;
        }
    }
}
