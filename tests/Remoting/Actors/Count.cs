namespace Bus.Remoting.Tests.Actors;

/// <summary>Asks a <see cref="FamilyActor"/> how often it was asked this since it was last started.</summary>
public sealed record Count;
