using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Bus.Transports;
using Bus.Transports.Links;
using Bus.Transports.Presence;

namespace Bus.Peers;

/// <summary>Who else is on this machine, and who waits for whom.</summary>
/// <remarks>
/// The transport tells of peers on its reactor's thread, and may do so before the system is ready to hear of them. <c>_peers</c> is replaced with <c>_lock</c> held and read
/// without; <c>_system</c>, <c>_listeners</c>, <c>_lookedAround</c> and <c>_waiting</c> are guarded by it, and everybody is told with it held, so that all hear the same in the same order.
/// </remarks>
internal sealed class PeerTable : IPeerObserver
{
    private readonly Lock _lock = new();
    private readonly List<(Func<BusPeer, bool> Wanted, TaskCompletionSource<BusPeer> Found)> _waiting = [];
    private volatile ImmutableDictionary<Address, BusPeer> _peers = ImmutableDictionary<Address, BusPeer>.Empty;
    private IPeerListener[] _listeners = [];
    private ActorSystem? _system;
    private bool _lookedAround;

    /// <summary>All that are up. Any thread.</summary>
    public IReadOnlyDictionary<Address, BusPeer> All => _peers;

    /// <summary>From now on somebody is told, first of those that are up already.</summary>
    public void Start(ActorSystem system, params IPeerListener[] listeners)
    {
        lock (_lock)
        {
            _system = system;
            _listeners = listeners;
            foreach (var peer in _peers.Values)
            {
                TellUp(peer);
                Publish(new PeerUp(peer));
            }

            if (_lookedAround)
                TellLookedAround();
        }
    }

    /// <summary>The first peer that is wanted, at once if it is up.</summary>
    public Task<BusPeer> WhenUp(Func<BusPeer, bool> wanted, CancellationToken cancelled)
    {
        var found = new TaskCompletionSource<BusPeer>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_peers.Values.FirstOrDefault(wanted) is { } peer)
                return Task.FromResult(peer);
            _waiting.Add((wanted, found));
        }

        var registration = cancelled.Register(() =>
        {
            lock (_lock)
                _waiting.RemoveAll(waiting => waiting.Found == found);
            found.TrySetCanceled(cancelled);
        });
        found.Task.ContinueWith(_ => registration.Unregister(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return found.Task;
    }

    void IPeerObserver.OnPeerUp(LinkPeer peer)
    {
        var up = PeerOf(peer);
        lock (_lock)
        {
            // Before anybody can know of it: who does, and posts a notice then, counts on the peer being among those who are told.
            if (_system is not null)
                TellUp(up);
            _peers = _peers.SetItem(up.Address, up);
            // And last: who hears of it looks for it among the peers.
            if (_system is not null)
                Publish(new PeerUp(up));
            for (var i = _waiting.Count - 1; i >= 0; i--)
            {
                if (!_waiting[i].Wanted(up))
                    continue;
                _waiting[i].Found.TrySetResult(up);
                _waiting.RemoveAt(i);
            }
        }
    }

    /// <inheritdoc/>
    public void OnLookedAround()
    {
        lock (_lock)
        {
            _lookedAround = true;
            if (_system is not null)
                TellLookedAround();
        }
    }

    void IPeerObserver.OnPeerDown(LinkPeer peer, LinkEnd end)
    {
        var down = PeerOf(peer);
        var reason = end switch
        {
            LinkEnd.PeerShutDown => PeerDownReason.ShutDown,
            LinkEnd.PeerCrashed => PeerDownReason.Crashed,
            _ => PeerDownReason.Unreachable,
        };
        lock (_lock)
        {
            _peers = _peers.Remove(down.Address);
            if (_system is null)
                return;
            foreach (var listener in _listeners)
                listener.OnDown(down, reason);
            Publish(new PeerDown(down, reason));
        }
    }

    /// <summary>An address as Akka.Remote writes it.</summary>
    public static Address AddressOf(BusAddress address) => new("akka." + BusAddress.Scheme, address.System, address.Host, address.Port);

    private static BusPeer PeerOf(LinkPeer peer) => new(AddressOf(peer.Address), peer.ProcessId, peer.UserId, peer.IncarnationText)
    {
        ReadsEnvelopes = peer.Abilities.HasFlag(PeerAbilities.Envelopes),
    };

    private void TellLookedAround()
    {
        foreach (var listener in _listeners)
            listener.OnLookedAround();
    }

    private void TellUp(BusPeer peer)
    {
        foreach (var listener in _listeners)
            listener.OnUp(peer);
    }

    private void Publish(object change)
    {
        try
        {
            _system!.EventStream.Publish(change);
        }
        catch (Exception problem)
        {
            // A subscriber may be an actor of another system, to which there is no room in the lane. This is the reactor's thread.
            _system!.Log.Error(problem, "{0} was not told to everybody who has subscribed", change);
        }
    }
}
