using Akka.Actor;

namespace Bus.Benchmarks.Mixed;

/// <summary>Within one process: the other one is there, and an epoch begins. What was under way in the last one is forgotten.</summary>
/// <param name="Epoch">Counts the lives of the peer.</param>
/// <param name="Sink">The receiver in the other process, and nobody else under its path; none for those who do not need it.</param>
/// <param name="Root">The other process.</param>
internal sealed record Meeting(int Epoch, IActorRef Sink, Address Root);
