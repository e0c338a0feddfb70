using Akka.Actor;

namespace Bus.DeathWatch;

/// <summary>To the watcher: a system is gone, and all that it had sent by lane is in mailboxes.</summary>
internal sealed record PeerGone(Address Address);
