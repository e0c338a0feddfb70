using MemoryPack;

namespace Bus.Tests.Serialization.Messages;

/// <summary>Is unpacked by code that decides by itself how much it makes of how little.</summary>
[MemoryPackable]
public sealed partial record Squeezed([property: BrotliFormatter] byte[] Bytes);
