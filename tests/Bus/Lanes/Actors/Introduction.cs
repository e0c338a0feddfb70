using Akka.Actor;

namespace Bus.Tests.Lanes.Actors;

/// <summary>A message that has references in it.</summary>
public sealed record Introduction(IActorRef Who, IActorRef[] Friends);
