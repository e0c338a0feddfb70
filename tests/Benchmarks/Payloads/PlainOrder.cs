namespace Bus.Benchmarks.Payloads;

/// <summary>The same record without a serializer of its own: Akka.NET serializes it as JSON by default.</summary>
internal sealed record PlainOrder(long Id, string Symbol, int Quantity, double Price, bool IsPurchase);
