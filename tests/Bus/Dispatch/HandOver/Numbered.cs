namespace Bus.Tests.Dispatch.HandOver;

/// <summary>The <paramref name="Number"/>th message of a sender to an actor.</summary>
internal sealed record Numbered(int Sender, int Number, Work Work, int Amount);
