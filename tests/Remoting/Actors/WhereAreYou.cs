namespace Bus.Remoting.Tests.Actors;

/// <summary>Asks a <see cref="FamilyActor"/> for the name of the system that it runs in.</summary>
public sealed record WhereAreYou;
