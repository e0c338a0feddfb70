namespace Bus.Remoting.Tests.Serialization;

/// <summary>A message that cannot be serialized.</summary>
/// <param name="Stage">When that turns out.</param>
/// <param name="IsSerializationException">Whether the serializer throws what a serializer should.</param>
public sealed record FailsWhen(FailureStage Stage, bool IsSerializationException);
