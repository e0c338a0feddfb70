using Akka.Actor;

namespace Bus.Examples.Processes;

/// <summary>A process that has joined an example.</summary>
/// <param name="Number">Its number in this run, from 1.</param>
/// <param name="Process">The process.</param>
/// <param name="Actor">Its actor there.</param>
internal sealed record Member(int Number, ChildProcess Process, IActorRef Actor);
