using System.Globalization;
using Akka.Actor;
using Bus.Lanes;
using Bus.Peers;

namespace Bus.DeathWatch;

/// <summary>Tells the watcher of peers that are gone, as soon as what they had sent by lane has been delivered.</summary>
internal sealed class DeathWatchFeed(IActorRef watcher, LaneSystem? lanes) : IPeerListener
{
    /// <summary>For a lane whose reader is in a deserializer that does not come back.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public void OnUp(BusPeer peer)
    {
    }

    public void OnLookedAround()
    {
    }

    public void OnDown(BusPeer peer, PeerDownReason reason)
    {
        var incarnation = ulong.Parse(peer.Incarnation, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var drained = lanes?.Peers.Of(peer.Address)?.WhenDrained(incarnation) ?? Task.CompletedTask;
        if (drained.IsCompleted)
            watcher.Tell(new PeerGone(peer.Address), ActorRefs.NoSender);
        else
            _ = TellAfter(drained, peer.Address);
    }

    private async Task TellAfter(Task drained, Address address)
    {
        await Task.WhenAny(drained, Task.Delay(Patience)).ConfigureAwait(false);
        watcher.Tell(new PeerGone(address), ActorRefs.NoSender);
    }
}
