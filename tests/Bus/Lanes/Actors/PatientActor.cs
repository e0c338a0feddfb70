using Akka.Actor;

namespace Bus.Tests.Lanes.Actors;

/// <summary>Is made of a text, and says how long it is.</summary>
public sealed class PatientActor : ReceiveActor
{
    public PatientActor(string text) => ReceiveAny(_ => Sender.Tell(text.Length));
}
