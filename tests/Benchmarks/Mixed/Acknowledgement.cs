using MemoryPack;

namespace Bus.Benchmarks.Mixed;

/// <summary>Says to a sender what has come.</summary>
/// <param name="Epoch">Of the message that is acknowledged.</param>
/// <param name="Next">One more than its number.</param>
[MemoryPackable]
internal sealed partial record Acknowledgement(int Epoch, long Next);
