using MemoryPack;

namespace Bus.Benchmarks.Payloads;

/// <summary>A record that MemoryPack serializes.</summary>
[MemoryPackable]
internal sealed partial record PackedOrder(long Id, string Symbol, int Quantity, double Price, bool IsPurchase);
