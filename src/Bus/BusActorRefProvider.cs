using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Event;
using Akka.Remote;
using Bus.DeathWatch;
using Bus.Lanes;

namespace Bus;

/// <summary>
/// Akka.Remote's provider of actor references, with lanes. Chosen by <c>akka.actor.provider = "Bus.BusActorRefProvider, Bus"</c>; nothing else
/// is needed. For Akka.Cluster there is <see cref="BusClusterActorRefProvider"/>.
/// </summary>
/// <remarks>Thread-safe after <see cref="Init"/>, as its base is. Settings and their defaults: <c>reference.conf</c>, see <see cref="BusConfig"/>.</remarks>
public class BusActorRefProvider : RemoteActorRefProvider, IBusProvider
{
    private readonly BusCore _core = new();

    /// <summary>The lanes of this system; null if they are off.</summary>
    internal LaneSystem? Lanes => _core.Lanes;

    /// <summary>Called by Akka.</summary>
    /// <param name="systemName">The name of the actor system.</param>
    /// <param name="settings">Its settings; the defaults of the Bus are merged into them.</param>
    /// <param name="eventStream">Its event stream.</param>
    public BusActorRefProvider(string systemName, Settings settings, EventStream eventStream)
        : this(systemName, settings, BusConfig.Complete(settings), eventStream)
    {
    }

    // The base reads its settings while it is constructed, and puts Akka.Remote's defaults above what was merged before. So it gets settings
    // that are complete, and the system's own are completed with the outcome.
    private BusActorRefProvider(string systemName, Settings settings, Settings completed, EventStream eventStream)
        : base(systemName, completed, eventStream) => settings.InjectTopLevelFallback(completed.Config);

    /// <inheritdoc/>
    public override void Init(ActorSystemImpl system)
    {
        _core.Prepare(this, system);
        base.Init(system);
        _core.Start(system, RemoteWatcher);
    }

    BusCore IBusProvider.Core => _core;

    /// <inheritdoc/>
    protected override IActorRef CreateRemoteWatcher(ActorSystemImpl system)
    {
        IFailureDetectorRegistry<Address> detectors = CreateRemoteWatcherFailureDetector(system);
        if (!DeathWatchSettings.Create(system.Settings.Config).AlsoHeartbeat)
            detectors = new PresenceDetectors(detectors, _core.Peers);
        var (heartbeat, reaper, first) =
            (RemoteSettings.WatchHeartBeatInterval, RemoteSettings.WatchUnreachableReaperInterval, RemoteSettings.WatchHeartbeatExpectedResponseAfter);
        return system.SystemActorOf(
            RemoteSettings.ConfigureDispatcher(Props.Create(() => new BusRemoteWatcher(detectors, heartbeat, reaper, first)).WithDeploy(Deploy.Local)), "remote-watcher");
    }

    /// <inheritdoc/>
    protected override IInternalActorRef CreateRemoteRef(ActorPath actorPath, Address localAddress) =>
        _core.Create(actorPath, localAddress, ActorRefs.Nobody, Props.None, Deploy.None) ?? base.CreateRemoteRef(actorPath, localAddress);

    /// <inheritdoc/>
    protected override IInternalActorRef CreateRemoteRef(
        Props props, IInternalActorRef supervisor, Address localAddress, ActorPath rpath, Deploy deployment) =>
        _core.Create(rpath, localAddress, supervisor, props, deployment) ?? base.CreateRemoteRef(props, supervisor, localAddress, rpath, deployment);
}
