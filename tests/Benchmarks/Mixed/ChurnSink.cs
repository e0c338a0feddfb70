using Akka.Actor;

namespace Bus.Benchmarks.Mixed;

/// <summary>Takes some hundred messages and stops. It says so before, and whoever watches it must hear that first.</summary>
internal sealed class ChurnSink(ChurnCheck check) : UntypedActor
{
    private const int Lifetime = 500;

    private IActorRef _sender = ActorRefs.Nobody;
    private int _received;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Numbered numbered:
                check.Receive(numbered);
                // Another one comes when the other process was killed and has started again.
                if (!_sender.Equals(Sender))
                    Sender.Tell(new ChurnNews(IsFarewell: false));
                _sender = Sender;
                if (++_received < Lifetime)
                    break;
                Sender.Tell(new ChurnNews(IsFarewell: true));
                Context.Stop(Self);
                break;
            case Inquiry:
                Sender.Tell(check.Counts);
                break;
            default:
                Unhandled(message);
                break;
        }
    }
}
