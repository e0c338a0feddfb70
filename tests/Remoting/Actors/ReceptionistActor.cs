using Akka.Actor;

namespace Bus.Remoting.Tests.Actors;

/// <summary>
/// Forwards what it is told to one actor, and so do its children <c>child</c> and <c>user/receptionist</c>; identifies what a
/// <see cref="SelectFromHere"/> selects to whoever asks, and stops a child on <see cref="StopChild"/>.
/// </summary>
public sealed class ReceptionistActor : ReceiveActor
{
    /// <param name="target">To whom it forwards.</param>
    public ReceptionistActor(IActorRef target)
    {
        IActorRef? asker = null;
        Context.ActorOf(Props.Create(() => new StoneActor("child", target)), "child");
        Context.ActorOf(Props.Create(() => new StoneActor("user", target, "receptionist")), "user");
        Receive<SelectFromHere>(select => Context.ActorSelection(select.Path).Tell(new Identify(select.Path), Sender));
        Receive<StopChild>(stop =>
        {
            asker = Sender;
            Context.Stop(Context.Watch(Context.Child(stop.Name)));
        });
        Receive<Terminated>(gone => asker.Tell(gone.ActorRef.Path.Name));
        ReceiveAny(target.Forward);
    }
}
