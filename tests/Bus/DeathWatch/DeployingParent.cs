using System.Collections.Concurrent;
using Akka.Actor;
using Bus.Testing.Actors;

namespace Bus.Tests.DeathWatch;

/// <summary>Deploys a child of one name at each address that it is told, watches it, and notes its end.</summary>
public sealed class DeployingParent(ConcurrentQueue<object> seen) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        if (message is Address address)
            Sender.Tell(Context.Watch(Context.ActorOf(Props.Create(() => new EchoActor()).WithDeploy(new Deploy(new RemoteScope(address))), "child")));
        else
            seen.Enqueue(message);
    }
}
