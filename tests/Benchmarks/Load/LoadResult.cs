using Bus.Benchmarks.Peers;

namespace Bus.Benchmarks.Load;

/// <summary>What one measurement gave.</summary>
/// <param name="MessagesPerSecond">
/// Messages delivered to actors. Both ways, as RemotePingPong counts them: a question and its answer are two. Acknowledgements
/// do not count.
/// </param>
/// <param name="ProcessorMicroseconds">
/// What both processes together spent on one of these messages. It says what a carrier costs even where others take turns on the
/// processors; how many messages fit into a second does not.
/// </param>
/// <param name="AllocatedBytes">The managed memory that both processes together took for one of these messages.</param>
/// <param name="Latencies">From the sending of a question to the delivery of its answer; there may be none.</param>
internal sealed record LoadResult(
    double MessagesPerSecond, double ProcessorMicroseconds, double AllocatedBytes, Latencies Latencies)
{
    /// <param name="elapsed">How long the measured part took.</param>
    /// <param name="used">
    /// Of both processes, from the first message to the last, warm-up and end included: at rest, what was used and what was sent
    /// belong together exactly.
    /// </param>
    /// <param name="clients">What the clients have seen.</param>
    public static LoadResult Of(TimeSpan elapsed, ProcessUsage used, IReadOnlyCollection<ClientReport> clients)
    {
        var latencies = new Latencies();
        foreach (var client in clients)
            latencies.Add(client.Latencies);
        var messages = clients.Sum(client => client.Messages);
        return new LoadResult(
            clients.Sum(client => client.MeasuredMessages) / elapsed.TotalSeconds,
            used.Processor.TotalMicroseconds / messages,
            (double)used.AllocatedBytes / messages,
            latencies);
    }
}
