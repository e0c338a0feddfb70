using System.Collections.Concurrent;
using Akka.Actor;
using Bus.Lanes;
using Bus.Peers;

namespace Bus.DeathWatch;

/// <summary>
/// Tells the watcher of peers that are gone, as soon as what they had sent by lane has been delivered; but before another incarnation is known, because the end of an address ends all
/// that is watched there.
/// </summary>
/// <remarks>Who removes an address from <c>_waiting</c> tells of it: the end of the waiting, or the next incarnation.</remarks>
internal sealed class DeathWatchFeed(IActorRef watcher, LaneSystem? lanes) : IPeerListener
{
    /// <summary>For a lane whose reader is in a deserializer that does not come back.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Address, Task> _waiting = new();

    public void OnUp(BusPeer peer)
    {
        if (_waiting.TryRemove(peer.Address, out _))
            watcher.Tell(new PeerGone(peer.Address), ActorRefs.NoSender);
        watcher.Tell(new StopWaiting(peer.Address), ActorRefs.NoSender);
    }

    public void OnLookedAround()
    {
    }

    public void OnDown(BusPeer peer, PeerDownReason reason)
    {
        var drained = lanes?.Peers.Of(peer.Address)?.WhenDrained(peer.Incarnation) ?? Task.CompletedTask;
        if (drained.IsCompleted)
        {
            watcher.Tell(new PeerGone(peer.Address), ActorRefs.NoSender);
            return;
        }

        _waiting[peer.Address] = drained;
        _ = TellAfter(drained, peer.Address);
    }

    private async Task TellAfter(Task drained, Address address)
    {
        await Task.WhenAny(drained, Task.Delay(Patience)).ConfigureAwait(false);
        if (_waiting.TryRemove(new KeyValuePair<Address, Task>(address, drained)))
            watcher.Tell(new PeerGone(address), ActorRefs.NoSender);
    }
}
