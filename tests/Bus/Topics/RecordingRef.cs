using System.Collections.Concurrent;
using Akka.Actor;

namespace Bus.Tests.Topics;

/// <summary>Notes what it is told, on the thread that tells.</summary>
internal sealed class RecordingRef(string name) : MinimalActorRef
{
    private readonly ConcurrentQueue<(object Message, IActorRef Sender)> _told = new();

    /// <summary>Is done with each message before it is noted.</summary>
    public Action<object> OnTold { get; set; } = _ => { };

    public IReadOnlyList<(object Message, IActorRef Sender)> Told => [.. _told];

    public IEnumerable<object> Messages => _told.Select(told => told.Message);

    public override ActorPath Path { get; } = new RootActorPath(new Address("akka", "Recorder")) / name;

    public override IActorRefProvider Provider => throw new NotSupportedException();

    protected override void TellInternal(object message, IActorRef sender)
    {
        OnTold(message);
        _told.Enqueue((message, sender));
    }
}
