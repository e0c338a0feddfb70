using Bus.Benchmarks.Peers;

namespace Bus.Benchmarks.Soak;

/// <summary>How things stand at one moment of a soak.</summary>
/// <param name="At">Since the load began.</param>
/// <param name="MessagesPerSecond">Since the sample before, both ways.</param>
/// <param name="Client">The process that asks.</param>
/// <param name="Peer">The process that answers.</param>
internal sealed record SoakSample(TimeSpan At, double MessagesPerSecond, ProcessSample Client, ProcessSample Peer);
