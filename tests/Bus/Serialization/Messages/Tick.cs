namespace Bus.Tests.Serialization.Messages;

/// <summary>The message of the example in <c>docs/serializers.md</c>.</summary>
public sealed record Tick(long Time, double Price);
