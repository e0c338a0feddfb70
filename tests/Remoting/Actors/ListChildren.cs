namespace Bus.Remoting.Tests.Actors;

/// <summary>Asks a <see cref="FamilyActor"/> for its children; it answers with <see cref="Children"/>.</summary>
public sealed record ListChildren;
