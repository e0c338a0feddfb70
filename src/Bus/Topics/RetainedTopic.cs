using Akka.Actor;

namespace Bus.Topics;

/// <summary>The last retained message of one topic.</summary>
/// <remarks>Guarded by <see cref="RetainedTopics.Gate"/>.</remarks>
internal sealed class RetainedTopic(string topic, object message, IActorRef? sender)
{
    public string Topic => topic;

    public object Message => message;

    /// <summary>Who has published it.</summary>
    public IActorRef? Sender => sender;

    /// <summary>It serialized, once that was needed.</summary>
    public byte[]? Bytes { get; set; }
}
