namespace Bus.Remoting.Tests.Actors;

/// <summary>Tells a <see cref="FamilyActor"/> to throw a <see cref="InvalidOperationException"/>.</summary>
/// <param name="Verdict">What its supervisor is to decide.</param>
public sealed record Fail(string Verdict);
