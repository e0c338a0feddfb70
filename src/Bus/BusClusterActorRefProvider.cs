using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Cluster;
using Akka.Event;
using Bus.DeathWatch;

namespace Bus;

/// <summary>
/// Akka.Cluster's provider of actor references, with lanes. Chosen by <c>akka.actor.provider = "Bus.BusClusterActorRefProvider, Bus"</c>; nothing
/// else is needed. Without a cluster there is <see cref="BusActorRefProvider"/>.
/// </summary>
/// <remarks>Thread-safe after <see cref="Init"/>, as its base is. Settings and their defaults: <c>reference.conf</c>, see <see cref="BusConfig"/>.</remarks>
public class BusClusterActorRefProvider : ClusterActorRefProvider, IBusProvider
{
    private static readonly TimeSpan Never = TimeSpan.FromDays(24);

    private readonly BusCore _core = new();

    /// <summary>Called by Akka.</summary>
    /// <param name="systemName">The name of the actor system.</param>
    /// <param name="settings">Its settings; the defaults of the Bus are merged into them.</param>
    /// <param name="eventStream">Its event stream.</param>
    public BusClusterActorRefProvider(string systemName, Settings settings, EventStream eventStream)
        : this(systemName, settings, BusConfig.Complete(settings), eventStream)
    {
    }

    // The base reads its settings while it is constructed, and puts Akka.Remote's defaults above what was merged before. So it gets settings
    // that are complete, and the system's own are completed with the outcome.
    private BusClusterActorRefProvider(string systemName, Settings settings, Settings completed, EventStream eventStream)
        : base(systemName, completed, eventStream) => settings.InjectTopLevelFallback(completed.Config);

    /// <inheritdoc/>
    public override void Init(ActorSystemImpl system)
    {
        _core.Prepare(this, system);
        base.Init(system);
        // Beside the cluster's own watcher. It watches nothing, so its ticks have nothing to do.
        var detectors = new PresenceDetectors(CreateRemoteWatcherFailureDetector(system), _core.Peers);
        _core.Start(system, system.SystemActorOf(
            Props.Create(() => new BusRemoteWatcher(detectors, Never, Never, Never)).WithDeploy(Deploy.Local), "bus-death-watch"));
    }

    BusCore IBusProvider.Core => _core;

    /// <inheritdoc/>
    protected override IInternalActorRef CreateRemoteRef(ActorPath actorPath, Address localAddress) =>
        _core.Create(actorPath, localAddress, ActorRefs.Nobody, Props.None, Deploy.None) ?? base.CreateRemoteRef(actorPath, localAddress);

    /// <inheritdoc/>
    protected override IInternalActorRef CreateRemoteRef(
        Props props, IInternalActorRef supervisor, Address localAddress, ActorPath rpath, Deploy deployment) =>
        _core.Create(rpath, localAddress, supervisor, props, deployment) ?? base.CreateRemoteRef(props, supervisor, localAddress, rpath, deployment);
}
