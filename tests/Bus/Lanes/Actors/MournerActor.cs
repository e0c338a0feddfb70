using Akka.Actor;

namespace Bus.Tests.Lanes.Actors;

/// <summary>Watches another one, and once it is known there to watch asks for last words; records those and the death.</summary>
public sealed class MournerActor : UntypedActor
{
    private readonly Recording _recording;
    private readonly IActorRef _watched;
    private readonly int _words;

    public MournerActor(Recording recording, IActorRef watched, int words)
    {
        _recording = recording;
        _watched = Context.Watch(watched);
        _words = words;
    }

    protected override void OnReceive(object message)
    {
        if (message is "ask")
            _watched.Tell(_words, Self);
        else
            _recording.Messages.Enqueue(message);
        if (message is Terminated)
            _recording.Stop();
    }
}
