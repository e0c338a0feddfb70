using Akka.Actor;

namespace Bus.Classic;

/// <summary>
/// A message of this side in its envelope. It is a selection, as which Akka.Remote never sees it: so that what cannot be sent is in dead letters without the envelope, as every
/// message that is selected for somebody.
/// </summary>
internal sealed class OutgoingEnvelope : ActorSelectionMessage
{
    private readonly IActorRef _recipient;

    /// <param name="message">What is in it.</param>
    /// <param name="recipient">Whom that is for.</param>
    /// <param name="bytes">All of it.</param>
    public OutgoingEnvelope(object message, IActorRef recipient, byte[] bytes)
        : base(message is ActorSelectionMessage inner ? inner.Message : message, [], message is ActorSelectionMessage { WildCardFanOut: true })
    {
        _recipient = recipient;
        Bytes = bytes;
    }

    /// <summary>What goes over the link.</summary>
    public byte[] Bytes { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Message}, in an envelope for {_recipient.Path}";
}
