namespace Bus.Tests.Lanes.Actors;

/// <summary>A message that takes long to read.</summary>
public sealed record Gated(string Text);
