using Akka.Actor;

namespace Bus.Examples.Processes;

/// <summary>What a member process can be.</summary>
/// <param name="Name">The command that makes this program one, such as <c>word-count-worker</c>.</param>
/// <param name="Actor">Its actor.</param>
/// <param name="Settings">HOCON of its actor system.</param>
internal sealed record Role(string Name, Func<Membership, Props> Actor, string Settings = "");
