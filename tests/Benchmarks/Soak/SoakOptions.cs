using Bus.Benchmarks.Carriers;

namespace Bus.Benchmarks.Soak;

/// <summary>What the user asks for.</summary>
/// <param name="Carrier">What carries the load.</param>
/// <param name="Duration">For how long.</param>
/// <param name="Clients">How many clients, each with 50 messages in flight.</param>
/// <param name="Interval">From one sample to the next.</param>
internal sealed record SoakOptions(Carrier Carrier, TimeSpan Duration, int Clients, TimeSpan Interval);
