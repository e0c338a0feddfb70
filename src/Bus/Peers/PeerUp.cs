namespace Bus;

/// <summary>A system has joined the bus. Published on the event stream of every other one.</summary>
/// <param name="Peer">Which.</param>
public sealed record PeerUp(BusPeer Peer);
