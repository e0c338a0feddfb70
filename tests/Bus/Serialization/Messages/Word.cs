namespace Bus.Tests.Serialization.Messages;

/// <summary>What the serializers of these tests write.</summary>
public sealed record Word(string Text);
