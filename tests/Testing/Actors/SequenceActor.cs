using Akka.Actor;
using Bus.Testing.Lanes;

namespace Bus.Testing.Actors;

/// <summary>Gets numbers, and says what it has seen when it is told anything else.</summary>
public sealed class SequenceActor : ReceiveActor
{
    public SequenceActor(SequenceLog log)
    {
        Receive<int>(number => log.Add(Sender.Path.Name, number));
        ReceiveAny(_ => Sender.Tell(log.Report));
    }
}
