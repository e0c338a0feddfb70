namespace Bus;

/// <summary>Which member of a service gets a message. It belongs to the service: all who register its members say the same.</summary>
public enum ServiceRouting
{
    /// <summary>One after the other, counted by each sending process.</summary>
    RoundRobin,

    /// <summary>
    /// The one that owes the sending process the fewest answers; one after the other while several owe as few. Only messages with a sender count. Members
    /// answer each of them at most once: a second answer goes to dead letters.
    /// </summary>
    LeastOutstanding,

    /// <summary>
    /// The one that the message's key belongs to, the same from every process. A member that goes gives its keys to others, and one that comes takes a share
    /// of everyone's; all other keys stay where they are.
    /// </summary>
    ConsistentHash,

    /// <summary>All of them.</summary>
    Broadcast,
}
