namespace Bus.Peers;

/// <summary>A part of the bus that is told of peers. One call at a time; must not wait and not throw.</summary>
internal interface IPeerListener
{
    void OnUp(BusPeer peer);

    void OnDown(BusPeer peer, PeerDownReason reason);
}
