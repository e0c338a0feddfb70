using Akka.Actor;
using MemoryPack;

namespace Bus.Tests.Serialization.Messages;

[MemoryPackable]
public sealed partial record Job(
    string Name,
    [property: MemoryPackAllowSerialize] IActorRef? ReplyTo,
    [property: MemoryPackAllowSerialize] List<IActorRef>? Watchers);
