using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Remote;

namespace Bus.Lanes;

/// <summary>What both providers do: makes references that go by lane, if lanes are on.</summary>
internal sealed class LaneReferences
{
    private LaneSystem? _lanes;

    /// <summary>The lanes; null if they are off.</summary>
    public LaneSystem? Lanes => _lanes;

    /// <summary>Before remoting starts: a peer may open a lane as soon as it has.</summary>
    public void Prepare(RemoteActorRefProvider provider, ActorSystemImpl system)
    {
        var settings = LaneSettings.Create(system.Settings.Config);
        if (settings.Enabled)
            _lanes = new LaneSystem(provider, system, settings);
    }

    /// <summary>Once remoting has started.</summary>
    public void Start() => _lanes?.Start();

    /// <summary>Null if Akka.Remote's own kind is to be made.</summary>
    public IInternalActorRef? Create(ActorPath path, Address localAddress, IInternalActorRef parent, Props props, Deploy deploy) =>
        _lanes is { } lanes && LanePeers.CanReach(path.Address)
            ? new LaneActorRef(lanes.Transport, localAddress, path, parent, props, deploy)
            : null;
}
