using Akka.Actor;

namespace Bus.Tests.Lanes.Actors;

/// <summary>Writes a recording.</summary>
public sealed class RecordingActor(Recording recording) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        recording.Senders.Enqueue(Sender);
        recording.Messages.Enqueue(message);
    }

    protected override void PostStop() => recording.Stop();
}
