using Akka.Actor;

namespace Bus.Lanes;

/// <summary>An actor that the peer has named, as recipient or as sender.</summary>
/// <remarks>Used by the lane's reader only.</remarks>
internal sealed class InboundActor(LaneSystem system, string path)
{
    private readonly bool _isOurs = system.IsOurs(path);
    private IInternalActorRef? _actor;

    /// <summary>True if the path is one of this system.</summary>
    public bool IsOurs => _isOurs;

    /// <summary>
    /// The actor, looked up again if there was none, or if it has stopped: another one may have the path now.
    /// </summary>
    public IInternalActorRef Actor
    {
        get
        {
            if (_actor is { } known && !HasStopped(known))
                return known;
            var found = system.Resolve(path);
            // Nothing that stands for "there is no such actor" is kept; and of one that was deployed elsewhere, nobody here sees the end.
            var isThere = found is ActorRefWithCell || (found is Akka.Remote.RemoteActorRef && !_isOurs) || system.IsDaemon(found);
            _actor = isThere ? found : null;
            return found;
        }
    }

    /// <summary>Lets go of an actor that has stopped.</summary>
    public void Sweep()
    {
        if (_actor is { } known && HasStopped(known))
            _actor = null;
    }

#pragma warning disable CS0618 // Obsolete as a way to watch an actor, which this is not: a wrong answer costs one look-up.
    private static bool HasStopped(IInternalActorRef actor) => actor.IsTerminated;
#pragma warning restore CS0618
}
