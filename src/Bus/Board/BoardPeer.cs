using Akka.Actor;

namespace Bus.Board;

/// <summary>What the board knows of a peer that is up. Used by the board's actor only.</summary>
internal sealed class BoardPeer(BusPeer peer, IActorRef board)
{
    public BusPeer Peer => peer;

    /// <summary>Its board.</summary>
    public IActorRef Board => board;

    /// <summary>The number up to which it has been sent this system's notices.</summary>
    public long Sent { get; set; }

    /// <summary>The number up to which it has confirmed them.</summary>
    public long Confirmed { get; set; }

    /// <summary>How often it has been sent them again since it last answered.</summary>
    public int Tries { get; set; }

    /// <summary>Its own notices.</summary>
    public Dictionary<(string Kind, string Key), Notice> Notices { get; } = [];

    /// <summary>How long they are, all together.</summary>
    public long Chars { get; set; }

    /// <summary>The number up to which this system has taken them.</summary>
    public long Taken { get; set; }

    /// <summary>Those to which this system objects, until they are replaced or withdrawn.</summary>
    public Dictionary<(string Kind, string Key), (long Number, string Reason)> Objections { get; } = [];
}
