using Akka.Actor;

namespace Bus.DeathWatch;

/// <summary>To the watcher: another incarnation is at this address, so that the end of the one before can wait for nothing any more.</summary>
internal sealed record PeerBack(Address Address);
