using System.Collections.Concurrent;
using System.Text;
using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.Remote;
using Bus.Delivery;
using Bus.Lanes;
using Bus.Peers;
using Bus.Serialization;
using Bus.Telemetry;
using Bus.Transports.Links;
using Bus.Transports.Remoting;

namespace Bus.Classic;

/// <summary>
/// The way of messages through Akka.Remote's own endpoints, for what no lane carries. Somebody may want to know of a message there, or it belongs to a trace: then it wears an
/// <see cref="EnvelopeFormat">envelope</see>, if the peer can read it, because Akka.Remote's own has no room for a trace and tells nobody how long it took.
/// </summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class ClassicWay : IAssociationObserver
{
    private readonly RemoteActorRefProvider _provider;
    private readonly ExtendedActorSystem _system;
    private readonly PeerTable _peers;
    private readonly LaneSerializers _serializers;
    private readonly MessageInbox _inbox;
    private readonly ILoggingAdapter _log;
    private readonly ConcurrentDictionary<(Address From, Address To), EnvelopeRoute> _routes = new();

    // The latest with each peer, and the largest message that it takes. They stay, as what they have counted does.
    private readonly ConcurrentDictionary<Address, (AssociationTelemetry Telemetry, int LargestMessage)> _associations = new();
    private int _largestMessage;

    public ClassicWay(RemoteActorRefProvider provider, ExtendedActorSystem system, PeerTable peers, LaneSerializers serializers, MessageInbox inbox)
    {
        _provider = provider;
        _system = system;
        _peers = peers;
        _serializers = serializers;
        _inbox = inbox;
        _log = Logging.GetLogger(system.EventStream, "bus-classic");
    }

    /// <summary>
    /// Puts a message into an envelope, if it needs one. Serializes it then, so it is not for callers who hold a lock, as <see cref="Send"/> is.
    /// </summary>
    /// <returns>What to send.</returns>
    public Outgoing Wrap(in Outgoing outgoing) =>
        WearsEnvelope(outgoing) && RouteFor(outgoing.Recipient) is { } route && TryWrap(outgoing, route) is { } envelope
            ? outgoing with { Message = envelope, Recipient = route.Envelopes }
            : outgoing;

    /// <exception cref="RemoteTransportException">Remoting has not started, or was shut down.</exception>
    public void Send(in Outgoing outgoing) => _provider.Transport.Send(outgoing.Message, outgoing.Sender, outgoing.Recipient);

    /// <summary>What is measured of the classic way to and from a peer; null if there was no association with it.</summary>
    public AssociationTelemetry? TelemetryOf(Address peer) => _associations.GetValueOrDefault(peer).Telemetry;

    PeerAbilities IAssociationObserver.OnListening(int largestMessage)
    {
        // A system with several transports starts them one after the other, and has one reference.
        if (_largestMessage == 0)
        {
            // It has no mailbox: what comes in envelopes and what comes without stays in order.
            var path = _provider.TempPath().Parent / EnvelopeRef.Name;
            _provider.RegisterTempActor(new EnvelopeRef(this, _inbox, path, _provider), path);
        }

        _largestMessage = _largestMessage == 0 ? largestMessage : Math.Min(_largestMessage, largestMessage);
        return PeerAbilities.Envelopes;
    }

    IAssociationTraffic IAssociationObserver.OnAssociated(Link link)
    {
        var address = PeerTable.AddressOf(link.Peer.Address);
        var telemetry = new AssociationTelemetry(new LinkKey(_system.Name, address.ToString(), link.Peer.Mechanism), link);
        _associations[address] = (telemetry, link.Peer.MaxFrameBytes - IpcSettings.ProtocolSlack);
        LinkTotals.Add(telemetry);
        link.Ended.ContinueWith(
            static (_, state) => ((AssociationTelemetry)state!).End(), telemetry, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return telemetry;
    }

    /// <summary>True if somebody wants to know of the message, and it may be measured.</summary>
    internal static bool WearsEnvelope(in Outgoing outgoing) =>
        (outgoing.Origin is not null || Instruments.SendDuration.Enabled) && MayWearEnvelope(outgoing.Message);

    /// <summary>Akka.Remote looks at some messages itself: it sends them first, again, or answers them.</summary>
    private static bool MayWearEnvelope(object message) =>
        message is not (ISystemMessage or Identify or ActorSelectionMessage { Message: Identify }) && !PriorityMessages.Include(message);

    private EnvelopeRoute? RouteFor(RemoteActorRef recipient)
    {
        var ends = (From: recipient.LocalAddressToUse, To: recipient.Path.Address);
        if (!_peers.All.TryGetValue(ends.To, out var known) || !known.ReadsEnvelopes)
            return null;
        return _routes.TryGetValue(ends, out var route) ? route : _routes.GetOrAdd(ends, EnvelopeRoute.Create(ends.From, ends.To, _provider, _system.Name));
    }

    /// <summary>
    /// Null if the message cannot be serialized, of which Akka.Remote tells in its own words; or if it would be too large with the envelope, or not be read.
    /// </summary>
    private OutgoingEnvelope? TryWrap(in Outgoing outgoing, EnvelopeRoute route)
    {
        // Everybody takes the smallest.
        var (telemetry, largest) = _associations.TryGetValue(outgoing.Recipient.Path.Address, out var association) ? association : (route.Unlinked, IpcSettings.SmallestFrame);
        using var measured = telemetry.BeginSend(outgoing);
        var scratch = Scratch.Rent();
        try
        {
            var codec = _serializers.For(outgoing.Message);
            var manifest = codec.Manifest(outgoing.Message);
            codec.Serialize(outgoing.Message, scratch);
            var recipient = Encoding.UTF8.GetBytes(outgoing.Recipient.Path.ToSerializationFormat());
            var trace = MessageTrace.Encode((measured.Activity ?? outgoing.Origin)?.Context ?? default);
            var bytes = LaneFormat.IsShallow(manifest)
                ? EnvelopeFormat.TryEncode(route.From, recipient, codec.SerializerId, Encoding.UTF8.GetBytes(manifest), trace, scratch.Written.Span)
                : null;
            return bytes is null || bytes.Length + route.BytesAround(outgoing.Sender) > Math.Min(_largestMessage, largest) ? null : new OutgoingEnvelope(outgoing.Message, outgoing.Recipient, bytes);
        }
        catch (Exception problem)
        {
            _log.Debug("{0} goes without an envelope: {1}", outgoing.Message.GetType(), problem.Message);
            return null;
        }
        finally
        {
            Scratch.Return(scratch);
        }
    }
}
