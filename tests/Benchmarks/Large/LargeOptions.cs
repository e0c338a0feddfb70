using Bus.Benchmarks.Carriers;

namespace Bus.Benchmarks.Large;

/// <summary>What the user asks for.</summary>
/// <param name="Carriers">What is measured.</param>
/// <param name="Bytes">Of a large message.</param>
/// <param name="Rounds">How often each carrier has its turn.</param>
/// <param name="Measured">For how long each time, without large messages and with them.</param>
internal sealed record LargeOptions(IReadOnlyList<Carrier> Carriers, int Bytes, int Rounds, TimeSpan Measured);
