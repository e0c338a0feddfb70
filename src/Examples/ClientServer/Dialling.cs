using Akka.Actor;
using Akka.Remote;
using Bus.Examples.Running;

namespace Bus.Examples.ClientServer;

/// <summary>Finds the server, or the reason why it cannot be spoken to over this mechanism.</summary>
internal sealed class Dialling : ReceiveActor
{
    private readonly ActorPath _server;

    /// <param name="server">Where it is.</param>
    /// <param name="found">Gets its actor, or an <see cref="ExampleException"/>.</param>
    public Dialling(ActorPath server, TaskCompletionSource<IActorRef> found)
    {
        _server = server;
        Receive<ActorIdentity>(identity => found.TrySetResult(identity.Subject));
        Receive<AssociationErrorEvent>(problem => found.TrySetException(new ExampleException(problem.Cause.GetBaseException().Message)));
    }

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(AssociationErrorEvent));
        Context.ActorSelection(_server).Tell(new Identify(null));
    }
}
