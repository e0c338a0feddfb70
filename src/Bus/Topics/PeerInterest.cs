using Akka.Actor;

namespace Bus.Topics;

/// <summary>A peer with subscribers to one name.</summary>
/// <param name="Peer">Which.</param>
/// <param name="Part">Where publications for it go.</param>
/// <param name="Number">The <see cref="Subscription.Number"/> of its last subscription to the name that is known here.</param>
internal sealed record PeerInterest(Address Peer, IActorRef Part, long Number);
