using Akka.Actor;

namespace Bus.Benchmarks.Mixed;

/// <summary>Checks the messages of one pair, and acknowledges those that ask for it.</summary>
internal sealed class FloodSink(string name, Pattern pattern) : UntypedActor
{
    private readonly EpochCheck _check = new(name, pattern);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Numbered numbered:
                _check.Receive(numbered);
                if (numbered.Acknowledge)
                    Sender.Tell(new Acknowledgement(numbered.Epoch, numbered.Number + 1));
                break;
            case Inquiry:
                Sender.Tell(_check.Counts);
                break;
            default:
                Unhandled(message);
                break;
        }
    }
}
