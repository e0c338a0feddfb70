namespace Bus.Examples.Processes;

/// <summary>What a member process is told when it is started.</summary>
/// <param name="Run">The run that it belongs to: the name of the service by which it finds who has started it, and the beginning of the names of topics.</param>
/// <param name="Number">Its number in this run, from 1.</param>
/// <param name="Mechanism">What carries the messages.</param>
/// <param name="Leaving">Cancelled when it has to leave.</param>
internal sealed record Membership(string Run, int Number, string Mechanism, CancellationToken Leaving);
