namespace Bus;

/// <summary>How one user of a service wants to be served; others may want it otherwise.</summary>
/// <remarks>Two that are equal lead to the same reference. Functions are equal if they are the same one: keep them in a static field.</remarks>
public sealed record ServiceUse
{
    /// <summary>
    /// Members of this process only, as long as there is one. Default: false. Without effect on <see cref="ServiceRouting.ConsistentHash"/>, where a key has
    /// one member on the whole machine, and on <see cref="ServiceRouting.Broadcast"/>.
    /// </summary>
    public bool PreferOwnProcess { get; init; }

    /// <summary>
    /// A message with a sender, such as that of an <c>Ask</c>, is sent again to another member when the first has died before it answered. Default: false.
    /// For idempotent requests only: it may have been handled before, once for each member that died, and the sender gets the first answer. Without effect on
    /// <see cref="ServiceRouting.Broadcast"/>.
    /// </summary>
    /// <remarks>
    /// Members answer such a message at most once: a second answer goes to dead letters. <c>bus.services.fail-over-limit</c> bounds how often.
    /// </remarks>
    public bool FailOver { get; init; }

    /// <summary>
    /// The key of a message under <see cref="ServiceRouting.ConsistentHash"/>, or null to look at the message itself: an
    /// <c>Akka.Routing.IConsistentHashable</c>, or one in a <c>ConsistentHashableEnvelope</c>. Called on the threads of senders, several at a time.
    /// </summary>
    public Func<object, object?>? HashKey { get; init; }

    internal static ServiceUse Default { get; } = new();
}
