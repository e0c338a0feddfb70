using Akka.Actor;
using Akka.Remote;

namespace Bus.Lanes;

/// <summary>A message that some thread has told to an actor of a peer.</summary>
internal readonly record struct Outgoing(object Message, IActorRef? Sender, RemoteActorRef Recipient);
