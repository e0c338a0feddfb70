using Akka.Actor;

namespace Bus.Services;

/// <summary>A reference that stands for whoever are the members of a service: it has no mailbox, the sender's thread finds the member.</summary>
/// <remarks>
/// Its path is one of those of temporary references, which a provider resolves without an actor behind them: so one that is told to another process leads
/// back here, from the thread that reads to a member.
/// </remarks>
internal sealed class ServiceRef : MinimalActorRef
{
    public ServiceRef(Service service, ServiceUse use, IActorRefProvider provider, string name)
    {
        Service = service;
        Use = use;
        Provider = provider;
        Path = provider.TempPath().Parent / name;
        provider.RegisterTempActor(this, Path);
    }

    public Service Service { get; }

    public ServiceUse Use { get; }

    public override ActorPath Path { get; }

    public override IActorRefProvider Provider { get; }

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is null)
            throw new InvalidMessageException("Message is null.");
        Service.Send(new ServiceCall(message, sender, this));
    }
}
