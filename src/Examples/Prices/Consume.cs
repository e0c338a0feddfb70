using MemoryPack;

namespace Bus.Examples.Prices;

/// <summary>Main process to a consumer: subscribe to all prices. Answered with <see cref="Consuming"/> when none is missed any more.</summary>
/// <param name="Pause">What a quote takes the consumer; zero for a fast one.</param>
[MemoryPackable]
internal sealed partial record Consume(TimeSpan Pause);
