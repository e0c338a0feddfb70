using Bus.Transports.Links;

namespace Bus.Transports.Remoting;

/// <summary>Is told what associations of an actor system carry. Thread-safe; must not wait and not throw.</summary>
internal interface IAssociationObserver
{
    /// <summary>The system is about to be found by peers, which can send from then on.</summary>
    /// <param name="largestMessage">In bytes, with Akka.Remote's envelope: what is larger is dropped.</param>
    /// <returns>What they are to know of it.</returns>
    PeerAbilities OnListening(int largestMessage);

    /// <summary>There is an association on a link, for as long as that lasts.</summary>
    IAssociationTraffic OnAssociated(Link link);
}
