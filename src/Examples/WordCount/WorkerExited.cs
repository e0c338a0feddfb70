using Akka.Actor;

namespace Bus.Examples.WordCount;

/// <summary>To the coordinator, from its own process: a worker process has ended.</summary>
/// <param name="Worker">The number of the worker.</param>
/// <param name="ExitCode">Its exit code; 128 and the number of the signal if it was killed.</param>
internal sealed record WorkerExited(int Worker, int ExitCode) : INoSerializationVerificationNeeded;
