using Bus.Transports.Links;

namespace Bus.Transports.Presence;

/// <summary>Is told who comes and who goes. Called on the reactor's thread, one call at a time; must not wait and not throw.</summary>
internal interface IPeerObserver
{
    /// <summary>A system is there.</summary>
    void OnPeerUp(LinkPeer peer);

    /// <summary>All that were there when this system started are known, or do not answer. Once.</summary>
    void OnLookedAround();

    /// <summary>It is no more: once for each that was up. Another incarnation at the same address comes after it.</summary>
    void OnPeerDown(LinkPeer peer, LinkEnd end);
}
