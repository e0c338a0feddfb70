using System.Text;
using Akka.Actor;
using Akka.Event;
using Akka.Remote;
using Bus.Delivery;

namespace Bus.Classic;

/// <summary>
/// What envelopes are addressed to. It opens them where they come, in Akka.Remote's own reader (an actor), and what is in them goes on as if it had come without.
/// </summary>
/// <remarks>Used by all of Akka.Remote's readers at once. What goes wrong is in the log, or in dead letters; nothing is thrown.</remarks>
internal sealed class EnvelopeRef(ClassicWay classic, MessageInbox inbox, ActorPath path, RemoteActorRefProvider provider) : MinimalActorRef
{
    /// <summary>Below <c>/temp</c>, the only place where a reference without a mailbox can be found by others.</summary>
    public const string Name = "bus-envelopes";

    /// <summary>How its path ends, in UTF-8.</summary>
    public static readonly byte[] PathSuffix = Encoding.UTF8.GetBytes("/temp/" + Name);

    // One within another, a thousandfold, would be opened by recursion.
    [ThreadStatic]
    private static bool _opens;

    private readonly PathResolver _paths = new(provider);

    public override ActorPath Path => path;

    public override IActorRefProvider Provider => provider;

    protected override void TellInternal(object message, IActorRef? sender)
    {
        if (message is not IncomingEnvelope envelope || _opens)
        {
            provider.DeadLetters.Tell(new DeadLetter(message, sender ?? provider.DeadLetters, this), sender);
            return;
        }

        _opens = true;
        try
        {
            Open(envelope, sender);
        }
        finally
        {
            _opens = false;
        }
    }

    private void Open(IncomingEnvelope envelope, IActorRef? sender)
    {
        var inbound = new InboundMessage(_paths.Resolve(envelope.Recipient, out var isOurs), isOurs, sender, envelope.Type, envelope.Trace);
        using var measured = (Address.TryParse(envelope.From, out var from) ? classic.TelemetryOf(from) : null)?.BeginDelivery(inbound) ?? default;
        inbox.Deliver(inbound, envelope.Payload.Span);
    }
}
