namespace Bus;

/// <summary>A system has left the bus. Published on the event stream of every other one, once for each <see cref="PeerUp"/>.</summary>
/// <param name="Peer">Which.</param>
/// <param name="Reason">How.</param>
public sealed record PeerDown(BusPeer Peer, PeerDownReason Reason);
