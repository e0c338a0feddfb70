using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Remote;
using Bus.Board;
using Bus.DeathWatch;
using Bus.Lanes;
using Bus.Peers;
using Bus.Signals;
using Bus.Transports;

namespace Bus;

/// <summary>What both providers do: lanes, if they are on, and the bus of the system.</summary>
internal sealed class BusCore
{
    private LaneSystem? _lanes;

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
        var settings = LaneSettings.Create(system.Settings.Config);
        if (settings.Enabled)
            _lanes = new LaneSystem(provider, system, settings);
        Post = new PartPost(system, provider, _lanes);
        Signals = new SignalPost(system, Peers);
        IpcTransport.Observe(system, Peers);
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

    /// <summary>Null if Akka.Remote's own kind is to be made.</summary>
    public IInternalActorRef? Create(ActorPath path, Address localAddress, IInternalActorRef parent, Props props, Deploy deploy) =>
        _lanes is { } lanes && LanePeers.CanReach(path.Address)
            ? new LaneActorRef(lanes.Transport, localAddress, path, parent, props, deploy)
            : null;
}
