namespace Bus.Remoting.Tests.Actors;

/// <summary>Asks a <see cref="FamilyActor"/> to select, as seen from where it is; it answers with the selection.</summary>
/// <param name="Path">What to select.</param>
public sealed record SelectFromHere(string Path);
