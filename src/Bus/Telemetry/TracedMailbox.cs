using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace Bus.Telemetry;

/// <summary>
/// An unbounded mailbox that runs its actor within the trace of each message: <c>Activity.Current</c> is then an activity that continues the one that was current
/// where the message was told, in this process or in another. Chosen by <c>Props.WithMailbox("bus.traced-mailbox")</c>, or <c>mailbox</c> in the actor's deployment.
/// </summary>
/// <remarks>
/// An activity of the source <see cref="BusTelemetry.SourceName"/> begins before the actor handles a message that belongs to a recorded trace, and ends when it has,
/// also if it awaits meanwhile. Others cost one look at <c>Activity.Current</c>, and nothing while nobody listens. Actors that stash need a mailbox of another type. What is told to a top-level
/// actor before it has its mailbox, in the first instants of its life, is handed over by another thread and has no trace.
/// </remarks>
public sealed class TracedMailbox : MailboxType, IProducesMessageQueue<UnboundedMessageQueue>
{
    /// <summary>Where it is configured.</summary>
    internal const string ConfigPath = "bus.traced-mailbox";

    /// <summary>Called by Akka.</summary>
    /// <param name="settings">Of the system.</param>
    /// <param name="config">The mailbox' section.</param>
    public TracedMailbox(Settings settings, Config config) : base(settings, config)
    {
    }

    /// <inheritdoc/>
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new TracedQueue(owner);
}
