using Bus.Benchmarks.Carriers;

namespace Bus.Benchmarks.Mixed;

/// <summary>What the user asks for.</summary>
/// <param name="Carrier">What carries the load.</param>
/// <param name="Duration">For how long.</param>
/// <param name="KillEvery">From one kill of the peer to the next; zero for none.</param>
/// <param name="CloseEvery">From one closing of the lane to the next, on each side; zero for none.</param>
/// <param name="Interval">From one sample to the next.</param>
internal sealed record MixedOptions(LaneCarrier Carrier, TimeSpan Duration, TimeSpan KillEvery, TimeSpan CloseEvery, TimeSpan Interval);
