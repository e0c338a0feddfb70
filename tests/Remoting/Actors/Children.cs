using Akka.Actor;

namespace Bus.Remoting.Tests.Actors;

/// <summary>The children of an actor.</summary>
/// <param name="All">All of them, in no order.</param>
/// <param name="Named">The same, each looked up by its name.</param>
public sealed record Children(IActorRef[] All, IActorRef[] Named);
