namespace Bus.Remoting.Tests.Actors;

/// <summary>Asks a <see cref="FamilyActor"/> to stop a child; it answers when the child is gone, with the child's name.</summary>
/// <param name="Name">The child's name.</param>
public sealed record StopChild(string Name);
