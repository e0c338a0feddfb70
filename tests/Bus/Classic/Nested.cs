namespace Bus.Tests.Classic;

/// <summary>A message whose serializer gives it a manifest as of a type that is nested a thousandfold.</summary>
public sealed record Nested;
