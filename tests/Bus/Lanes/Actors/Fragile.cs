namespace Bus.Tests.Lanes.Actors;

/// <summary>A message that its serializer breaks.</summary>
public sealed record Fragile(BreaksWhen When);
