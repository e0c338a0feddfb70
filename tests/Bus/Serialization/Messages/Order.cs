using Akka.Actor;

namespace Bus.Tests.Serialization.Messages;

/// <summary>A message with a ref, for serializers that know nothing of lanes.</summary>
public sealed record Order(string Item, int Count, IActorRef? ReplyTo);
