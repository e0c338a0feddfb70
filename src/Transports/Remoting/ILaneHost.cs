using Bus.Transports.Links;

namespace Bus.Transports.Remoting;

/// <summary>Who has the lanes of an actor system: links that carry user messages past Akka.Remote.</summary>
internal interface ILaneHost
{
    /// <summary>Offers itself to carry the lanes. False if another transport of the system does already.</summary>
    bool TryAttach(IpcTransport transport);

    /// <summary>What one lane may cost.</summary>
    LinkLimits LimitsOf(LinkLimits association);

    /// <summary>A peer has opened a lane. Called on the reactor's thread; <see cref="Link.Start"/> is for the host to call.</summary>
    void OnLane(Link link);

    /// <summary>
    /// The system is shut down: sends what still waits, and ends the lanes in agreement with their peers. Completes when that is done, if
    /// all peers answer.
    /// </summary>
    Task EndAsync();

    /// <summary>Starts the thread of a lane's reader: it takes steps until one returns false.</summary>
    void StartReader(string name, Func<bool> step);
}
