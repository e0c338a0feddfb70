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
using Bus.Transports.Presence;
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
    private readonly ILoggingAdapter _log;
    private readonly ConcurrentDictionary<Address, EnvelopeRoute> _routes = new();

    // The latest with each peer. They stay, as what they have counted does.
    private readonly ConcurrentDictionary<Address, AssociationTelemetry> _associations = new();
    private int _largestMessage;

    public ClassicWay(RemoteActorRefProvider provider, ExtendedActorSystem system, PeerTable peers)
    {
        _provider = provider;
        _system = system;
        _peers = peers;
        Serializers = new LaneSerializers(system);
        _log = Logging.GetLogger(system.EventStream, "bus-classic");
        Inbox = new MessageInbox(Serializers, provider, _log);
    }

    /// <summary>How messages are written and read.</summary>
    public LaneSerializers Serializers { get; }

    /// <summary>Where messages go that have come.</summary>
    public MessageInbox Inbox { get; }

    /// <exception cref="RemoteTransportException">Remoting has not started, or was shut down.</exception>
    public void Send(in Outgoing outgoing)
    {
        if (WearsEnvelope(outgoing) && RouteTo(outgoing.Recipient.Path.Address) is { } route && TryWrap(outgoing, route) is { } envelope)
            _provider.Transport.Send(envelope, outgoing.Sender, route.Envelopes);
        else
            _provider.Transport.Send(outgoing.Message, outgoing.Sender, outgoing.Recipient);
    }

    /// <summary>What is measured of the classic way to and from a peer; null if there was no association with it.</summary>
    public AssociationTelemetry? TelemetryOf(Address peer) => _associations.GetValueOrDefault(peer);

    PeerAbilities IAssociationObserver.OnListening(int largestMessage)
    {
        // It has no mailbox: what comes in envelopes and what comes without stays in order. A system with several transports has one.
        if (Interlocked.Exchange(ref _largestMessage, largestMessage) == 0)
        {
            var path = _provider.TempPath().Parent / EnvelopeRef.Name;
            _provider.RegisterTempActor(new EnvelopeRef(this, path, _provider), path);
        }

        return PeerAbilities.Envelopes;
    }

    IAssociationTraffic IAssociationObserver.OnAssociated(Link link)
    {
        var address = PeerTable.AddressOf(link.Peer.Address);
        var telemetry = new AssociationTelemetry(new LinkKey(_system.Name, address.ToString(), link.Peer.Mechanism), link);
        _associations[address] = telemetry;
        LinkTotals.Add(telemetry);
        return telemetry;
    }

    /// <summary>True if somebody wants to know of the message, and it may be measured.</summary>
    internal static bool WearsEnvelope(in Outgoing outgoing) =>
        (outgoing.Origin is not null || Instruments.SendDuration.Enabled) && outgoing.Message is not ISystemMessage && !PriorityMessages.Include(outgoing.Message);

    private EnvelopeRoute? RouteTo(Address peer)
    {
        if (!_peers.All.TryGetValue(peer, out var known) || !known.ReadsEnvelopes)
            return null;
        return _routes.TryGetValue(peer, out var route) ? route : _routes.GetOrAdd(peer, EnvelopeRoute.To(peer, _provider, _system.Name));
    }

    /// <summary>Null if the message cannot be serialized, of which Akka.Remote tells in its own words, or if it would be too large with the envelope.</summary>
    private OutgoingEnvelope? TryWrap(in Outgoing outgoing, EnvelopeRoute route)
    {
        using var measured = (TelemetryOf(outgoing.Recipient.Path.Address) ?? route.Unlinked).BeginSend(outgoing);
        var scratch = Scratch.Rent();
        try
        {
            var codec = Serializers.For(outgoing.Message);
            var manifest = Encoding.UTF8.GetBytes(codec.Manifest(outgoing.Message));
            codec.Serialize(outgoing.Message, scratch);
            var recipient = Encoding.UTF8.GetBytes(outgoing.Recipient.Path.ToSerializationFormat());
            var trace = MessageTrace.Encode((measured.Activity ?? outgoing.Origin)?.Context ?? default);
            var bytes = EnvelopeFormat.TryEncode(route.From, recipient, codec.SerializerId, manifest, trace, scratch.Written.Span);
            return bytes is null || bytes.Length + route.BytesAround(outgoing.Sender) > _largestMessage
                ? null
                : new OutgoingEnvelope(outgoing.Message, bytes);
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
