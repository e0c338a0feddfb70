using Akka.Actor;
using Akka.Event;
using Akka.Remote;

namespace Bus.DeathWatch;

/// <summary>
/// Akka.Remote's watcher, told by the kernel: when a peer's control socket has ended, its address is published as terminated, after everything that had arrived from it.
/// </summary>
/// <remarks>
/// What came by lane is in mailboxes before <see cref="PeerGone"/>. What came the classic way is once Akka.Remote has closed its association, which it publishes. In a cluster
/// this actor stands beside the cluster's own watcher and watches nothing itself.
/// </remarks>
internal sealed class BusRemoteWatcher(IFailureDetectorRegistry<Address> detectors, TimeSpan heartbeat, TimeSpan reaper, TimeSpan firstHeartbeat)
    : RemoteWatcher(detectors, heartbeat, reaper, firstHeartbeat), IWithTimers
{
    /// <summary>Akka.Remote closes a broken association within milliseconds; this is for events that never come.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly HashSet<(Address Peer, bool IsInbound)> _associations = [];
    private readonly HashSet<Address> _dying = [];

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        base.PreStart();
        Context.System.EventStream.Subscribe(Self, typeof(AssociationEvent));
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case AssociatedEvent associated:
                _associations.Add((associated.RemoteAddress, associated.IsInbound));
                break;
            case AssociationEvent ended:
                _associations.Remove((ended.RemoteAddress, ended.IsInbound));
                if (_dying.Contains(ended.RemoteAddress) && !IsAssociated(ended.RemoteAddress))
                    Announce(ended.RemoteAddress);
                break;
            case PeerGone gone when IsAssociated(gone.Address):
                _dying.Add(gone.Address);
                Timers.StartSingleTimer(gone.Address, new StopWaiting(gone.Address), Patience);
                break;
            case PeerGone gone:
                Announce(gone.Address);
                break;
            case StopWaiting stop:
                if (_dying.Contains(stop.Address))
                    Announce(stop.Address);
                break;
            default:
                base.OnReceive(message);
                break;
        }
    }

    private bool IsAssociated(Address peer) => _associations.Contains((peer, true)) || _associations.Contains((peer, false));

    private void Announce(Address address)
    {
        _dying.Remove(address);
        Timers.Cancel(address);
        _associations.Remove((address, true));
        _associations.Remove((address, false));
        Log.Debug("{0} is gone, all its actors are terminated", address);
        PublishAddressTerminated(address);
    }
}
