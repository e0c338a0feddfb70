namespace Bus.Benchmarks.Load;

/// <summary>What one measurement gave.</summary>
/// <param name="MessagesPerSecond">
/// Messages delivered to actors, both ways, as RemotePingPong counts them: a question and its answer are two.
/// </param>
/// <param name="Latencies">From the sending of a question to the delivery of its answer.</param>
internal sealed record LoadResult(double MessagesPerSecond, Latencies Latencies);
