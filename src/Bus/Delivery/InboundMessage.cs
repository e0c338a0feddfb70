using Akka.Actor;
using Bus.Telemetry;

namespace Bus.Delivery;

/// <summary>Whom a message is for, who sent it, and how it is read.</summary>
/// <param name="Recipient">Where it goes.</param>
/// <param name="IsOurs">True if the recipient's path is one of this system, wherever the actor itself may have been deployed.</param>
/// <param name="Sender">Who has sent it, if anybody.</param>
/// <param name="Type">How it is read.</param>
/// <param name="Trace">The trace that it belongs to; null if to none, or if nobody listens to traces.</param>
internal readonly record struct InboundMessage(IInternalActorRef Recipient, bool IsOurs, IActorRef? Sender, InboundType Type, MessageTrace? Trace);
