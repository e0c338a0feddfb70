using Akka.Actor;

namespace Bus.Board;

/// <summary>Carries messages between the same parts of the bus in different systems: by lane if there is one, else the classic way. Thread-safe.</summary>
internal interface IPartPost
{
    /// <summary>
    /// A reference to a part in another system; cheap, and always the same one for a peer. What is told to it arrives there at the handler of the part, in order.
    /// </summary>
    IActorRef PartAt(Address peer, string part);

    /// <summary>
    /// Has a handler called with what peers tell a part here, and who sent it. On the thread that reads the lane: it must not wait and not throw. In order for each peer; for two peers at
    /// the same time. Before the bus starts.
    /// </summary>
    /// <param name="part">Its name: letters and hyphens. The actor <c>/system/bus-NAME</c> stands for it.</param>
    /// <param name="handler">Gets the message and its sender.</param>
    void Handle(string part, Action<object, IActorRef> handler);
}
