using Akka.Actor;

namespace Bus.Topics;

/// <summary>The last retained message of one topic.</summary>
/// <remarks>
/// All of it is guarded by <see cref="Gate"/>, which is also held while messages of the topic are told: else a new subscriber could get the
/// retained message after a later one. Only topics with a retained message have this lock.
/// </remarks>
internal sealed class RetainedTopic(string topic)
{
    public Lock Gate { get; } = new();

    public string Topic => topic;

    /// <summary>Null before the first, and after the last.</summary>
    public object? Message { get; private set; }

    /// <summary>Who has published it.</summary>
    public IActorRef? Sender { get; private set; }

    /// <summary>It serialized, once that was needed.</summary>
    public byte[]? Body { get; set; }

    /// <summary>True if it was taken off the list: what is published now needs a new one.</summary>
    public bool IsOver { get; private set; }

    public void Keep(object message, IActorRef? sender) => (Message, Sender, Body) = (message, sender, null);

    public void End()
    {
        Keep(null!, null);
        IsOver = true;
    }
}
