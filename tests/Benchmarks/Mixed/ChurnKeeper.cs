using Akka.Actor;

namespace Bus.Benchmarks.Mixed;

/// <summary>Sees to it that there is always an actor under one path, or soon will be.</summary>
internal sealed class ChurnKeeper(string name) : UntypedActor
{
    public const string Child = "sink";

    private readonly ChurnCheck _check = new(name);

    protected override void PreStart() => Create();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Terminated:
                Create();
                break;
            case Inquiry:
                // The present child has the check: so it is asked.
                Context.Child(Child).Forward(message);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Create() => Context.Watch(Context.ActorOf(Props.Create(() => new ChurnSink(_check)), Child));
}
