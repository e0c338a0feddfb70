using Akka.Actor;

namespace Bus.Examples.WordCount;

/// <summary>To the coordinator, from its own timer: a worker process has had all the time that it needs to join.</summary>
/// <param name="Worker">The number of the worker.</param>
internal sealed record JoinOverdue(int Worker) : INoSerializationVerificationNeeded;
