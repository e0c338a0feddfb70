using Bus.Benchmarks.Peers;

namespace Bus.Benchmarks.Mixed;

/// <summary>How things stand at one moment, at which everything that was sent had been acknowledged.</summary>
/// <param name="At">Since the load began.</param>
/// <param name="Epoch">Which life of the peer.</param>
/// <param name="LifeAge">How old that was.</param>
/// <param name="Received">By both sides since the load began.</param>
/// <param name="Survivor">The process that lives.</param>
/// <param name="Peer">The process that is killed now and then.</param>
internal sealed record MixedSample(TimeSpan At, int Epoch, TimeSpan LifeAge, long Received, ProcessSample Survivor, ProcessSample Peer);
