namespace Bus.Remoting.Tests.Actors;

/// <summary>Asks a <see cref="FamilyActor"/> for a child; it answers with the child's reference.</summary>
/// <param name="Name">The child's name.</param>
public sealed record MakeChild(string Name);
