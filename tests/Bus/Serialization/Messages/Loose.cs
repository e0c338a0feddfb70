namespace Bus.Tests.Serialization.Messages;

/// <summary>Not [MemoryPackable].</summary>
public sealed record Loose(string Text);
