using Akka.Actor;

namespace Bus.Topics;

/// <summary>Who wants what one name stands for, in this system and in others.</summary>
/// <remarks>
/// The arrays are replaced by the <see cref="InterestTable"/>, under its lock, and never changed: any thread may read them. They can be
/// read while one is replaced, so each is read once.
/// </remarks>
internal sealed class Interest(InterestName name)
{
    private volatile Subscription[] _here = [];
    private volatile PeerInterest[] _peers = [];
    private int _processTurn;
    private int _memberTurn;

    public InterestName Name => name;

    public Subscription[] Here
    {
        get => _here;
        set => _here = value;
    }

    public PeerInterest[] Peers
    {
        get => _peers;
        set => _peers = value;
    }

    /// <summary>Of a group: whose turn it is among the systems that have members.</summary>
    /// <returns>A peer's part; null for this system, or if there is no member anywhere.</returns>
    public IActorRef? NextProcess()
    {
        var peers = Peers;
        var count = peers.Length + (Here.Length > 0 ? 1 : 0);
        if (count == 0)
            return null;
        var turn = (int)((uint)Interlocked.Increment(ref _processTurn) % (uint)count);
        return turn < peers.Length ? peers[turn].Part : null;
    }

    /// <summary>Of a group: whose turn it is among the members here; null if there is none.</summary>
    public IActorRef? NextMember()
    {
        var members = Here;
        return members.Length == 0 ? null : members[(uint)Interlocked.Increment(ref _memberTurn) % (uint)members.Length].Subscriber;
    }
}
