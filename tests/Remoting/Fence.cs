namespace Bus.Remoting.Tests;

/// <summary>A message that shows, by arriving first, that what was sent before it was dropped.</summary>
/// <param name="Id">Tells it from every other.</param>
public sealed record Fence(Guid Id);
