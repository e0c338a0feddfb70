using Akka.Actor;
using Akka.Routing;

namespace Bus.Services;

/// <summary>A message on its way to a member.</summary>
/// <param name="Message">As it was told to the service.</param>
/// <param name="Sender">Who has told it; null if nobody.</param>
/// <param name="Through">What it was told to.</param>
internal readonly record struct ServiceCall(object Message, IActorRef? Sender, ServiceRef Through)
{
    /// <summary>True if somebody is there to be answered. What came from elsewhere without a sender has dead letters for one.</summary>
    public bool WantsAnswer => Sender is not null && !Sender.IsNobody() && !ReferenceEquals(Sender, Through.Provider.DeadLetters);

    /// <summary>What the member gets: Akka's envelope with a key is for the way only.</summary>
    public object Payload => Message is ConsistentHashableEnvelope envelope ? envelope.Message : Message;
}
