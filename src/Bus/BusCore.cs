using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Event;
using Akka.Remote;
using Bus.Board;
using Bus.Classic;
using Bus.DeathWatch;
using Bus.Delivery;
using Bus.Lanes;
using Bus.Peers;
using Bus.Serialization;
using Bus.Signals;
using Bus.Transports;

namespace Bus;

/// <summary>What both providers do: lanes, if they are on, and the bus of the system.</summary>
internal sealed class BusCore
{
    private LaneSystem? _lanes;
    private ClassicTransport? _classic;

    /// <summary>The lanes; null if they are off.</summary>
    public LaneSystem? Lanes => _lanes;

    /// <summary>Who else is on this machine.</summary>
    public PeerTable Peers { get; } = new();

    /// <summary>Carries messages between the parts of the bus.</summary>
    public PartPost Post { get; private set; } = null!;

    /// <summary>What a system tells all others.</summary>
    public NoticeBoard Board { get; private set; } = null!;

    /// <summary>Signals from and to processes.</summary>
    public SignalPost Signals { get; private set; } = null!;

    /// <summary>Before remoting starts: a peer may open a lane, or be seen, as soon as it has.</summary>
    public void Prepare(RemoteActorRefProvider provider, ActorSystemImpl system)
    {
        var serializers = new LaneSerializers(system);
        var inbox = new MessageInbox(serializers, provider, Logging.GetLogger(system.EventStream, "bus-inbox"));
        var classic = new ClassicWay(provider, system, Peers, serializers, inbox);
        var settings = LaneSettings.Create(system.Settings.Config);
        if (settings.Enabled)
            _lanes = new LaneSystem(provider, system, settings, serializers, inbox, classic);
        else
            _classic = new ClassicTransport(classic, system, provider);
        Post = new PartPost(system, provider, _lanes);
        Signals = new SignalPost(system, Peers);
        IpcTransport.Observe(system, Peers);
        IpcTransport.Observe(system, classic);
    }

    /// <summary>Once remoting has started.</summary>
    /// <param name="system">Whose.</param>
    /// <param name="watcher">Is told of the ends of peers.</param>
    public void Start(ActorSystemImpl system, IActorRef watcher)
    {
        _lanes?.Start();
        Board = new NoticeBoard(system, Post);
        MessageBus.Get(system);
        Peers.Start(system, new DeathWatchFeed(watcher, _lanes), Board);
        // Without the transport there is nobody to look for.
        if (IpcTransport.Of(system) is null)
            Peers.OnLookedAround();
        Signals.Start();
    }

    /// <summary>A reference to an actor of another system. Null if it is not reached over IPC: then Akka.Remote's own kind is to be made.</summary>
    public IInternalActorRef? Create(ActorPath path, Address localAddress, IInternalActorRef parent, Props props, Deploy deploy)
    {
        if (!LanePeers.CanReach(path.Address))
            return null;
        return _lanes is { } lanes
            ? new LaneActorRef(lanes.Transport, localAddress, path, parent, props, deploy)
            : new RemoteActorRef(_classic, localAddress, path, parent, props, deploy);
    }
}
