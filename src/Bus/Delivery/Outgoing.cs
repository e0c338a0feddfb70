using System.Diagnostics;
using Akka.Actor;
using Akka.Remote;

namespace Bus.Delivery;

/// <summary>A message that some thread has told to an actor of a peer.</summary>
/// <param name="Message">What it has told.</param>
/// <param name="Sender">In whose name.</param>
/// <param name="Recipient">To whom.</param>
/// <param name="Origin">Within what; null if nobody listens to traces.</param>
internal readonly record struct Outgoing(object Message, IActorRef? Sender, RemoteActorRef Recipient, Activity? Origin = null);
