namespace Bus.Benchmarks.Load;

/// <summary>What one measurement gave.</summary>
/// <param name="MessagesPerSecond">
/// Messages delivered to actors, both ways, as RemotePingPong counts them: a question and its answer are two.
/// </param>
/// <param name="ProcessorMicroseconds">
/// What both processes together spent on one of these messages. It says what a carrier costs even where others take turns on the
/// processors; how many messages fit into a second does not.
/// </param>
/// <param name="Latencies">From the sending of a question to the delivery of its answer.</param>
internal sealed record LoadResult(double MessagesPerSecond, double ProcessorMicroseconds, Latencies Latencies)
{
    /// <param name="elapsed">How long it took.</param>
    /// <param name="processorTime">Of both processes.</param>
    /// <param name="latencies">One for each question that was answered meanwhile; there may be none.</param>
    public static LoadResult Of(TimeSpan elapsed, TimeSpan processorTime, Latencies latencies)
    {
        var messages = 2.0 * latencies.Count;
        return new LoadResult(messages / elapsed.TotalSeconds, processorTime.TotalMicroseconds / messages, latencies);
    }
}
