using Bus.Benchmarks.Peers;

namespace Bus.Benchmarks.Mixed;

/// <summary>What one process has seen so far.</summary>
/// <param name="Sinks">What has come to it.</param>
/// <param name="Senders">What it has sent.</param>
/// <param name="Closings">Lanes that it has closed in agreement.</param>
/// <param name="Dropped">Messages that its lanes have dropped.</param>
/// <param name="Sample">What it holds; only after a pause.</param>
internal sealed record SideReport(
    IReadOnlyList<PairCounts> Sinks, IReadOnlyList<SenderCounts> Senders, long Closings, long Dropped, ProcessSample? Sample);
