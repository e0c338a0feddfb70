namespace Bus.Peers;

/// <summary>A part of the bus that is told of peers. One call at a time; must not wait and not throw.</summary>
internal interface IPeerListener
{
    void OnUp(BusPeer peer);

    /// <summary>All that were there when this system started are known. Once, after they were told of.</summary>
    void OnLookedAround();

    void OnDown(BusPeer peer, PeerDownReason reason);
}
