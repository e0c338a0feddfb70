using Akka.Actor;

namespace Bus.DeathWatch;

/// <summary>
/// To the watcher: the end of a system waits for nothing any more, because it has waited long enough, or because another incarnation is at its address.
/// </summary>
internal sealed record StopWaiting(Address Address);
