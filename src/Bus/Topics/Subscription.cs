using Akka.Actor;

namespace Bus.Topics;

/// <summary>One actor of this system that wants what one name stands for.</summary>
/// <param name="name">What.</param>
/// <param name="subscriber">Who.</param>
/// <param name="number">Higher than those of all earlier subscriptions of this system.</param>
internal sealed class Subscription(InterestName name, IActorRef subscriber, long number)
{
    public InterestName Name => name;

    public IActorRef Subscriber => subscriber;

    public long Number => number;

    /// <summary>Completes when it is in force everywhere.</summary>
    public Task Acknowledged { get; set; } = Task.CompletedTask;
}
