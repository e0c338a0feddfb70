using Akka.Actor;

namespace Bus.Remoting.Tests.Actors;

/// <summary>
/// Has children of its own kind, says where it is, fails when told to, and echoes what it does not know. As a supervisor it does
/// what the failure says: <c>restart</c>, <c>resume</c>, <c>stop</c> or <c>escalate</c>.
/// </summary>
public sealed class FamilyActor : ReceiveActor
{
    private readonly Dictionary<string, IActorRef> _stopping = [];
    private readonly IActorRef? _witness;
    private int _count;

    public FamilyActor() : this(null)
    {
    }

    /// <param name="witness">Is told what happens to this actor and its descendants, if anybody.</param>
    public FamilyActor(IActorRef? witness)
    {
        _witness = witness;
        Receive<MakeChild>(make => Sender.Tell(Context.ActorOf(Props.Create(() => new FamilyActor(witness)), make.Name)));
        Receive<SelectFromHere>(select => Sender.Tell(Context.ActorSelection(select.Path)));
        Receive<WhereAreYou>(_ => Sender.Tell(Context.System.Name));
        Receive<ListChildren>(_ => Sender.Tell(new Children(
            [.. Context.GetChildren()],
            [.. Context.GetChildren().Select(child => Context.Child(child.Path.Name))])));
        Receive<StopChild>(stop =>
        {
            _stopping[stop.Name] = Sender;
            Context.Stop(Context.Watch(Context.Child(stop.Name)));
        });
        Receive<Terminated>(gone =>
        {
            if (_stopping.Remove(gone.ActorRef.Path.Name, out IActorRef? asker)) asker.Tell(gone.ActorRef.Path.Name);
        });
        Receive<Count>(_ => Sender.Tell(++_count));
        Receive<Fail>(fail => throw new InvalidOperationException(fail.Verdict));
        ReceiveAny(message => Sender.Tell(message));
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(failure =>
    {
        _witness?.Tell($"{Self.Path.Name}: {failure.GetType().Name} {failure.Message}");
        return failure.Message switch
        {
            "restart" => Directive.Restart,
            "resume" => Directive.Resume,
            "stop" => Directive.Stop,
            _ => Directive.Escalate,
        };
    });

    /// <inheritdoc/>
    protected override void PostRestart(Exception reason)
    {
        _witness?.Tell($"{Self.Path.Name}: restarted");
        base.PostRestart(reason);
    }

    /// <inheritdoc/>
    protected override void PostStop() => _witness?.Tell($"{Self.Path.Name}: stopped");
}
