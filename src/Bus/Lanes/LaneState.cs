namespace Bus.Lanes;

/// <summary>
/// How messages to a peer go.
/// <code>
///            first message                greeted                      close, by either side
///   Idle ---------------------&gt; Opening -----------&gt; Open -----------------------------------&gt; Closing
///    ^                            | refused           ^ |ended                                   |
///    |                            v                   | |                                        |
///    |                         Classic -----------&gt; Confirming                                   |
///    |                            ^     greeted       | ended, or not answered in time           |
///    |                            +-------------------+                                          |
///    +---- ended --------------------------------------------------------------------------------+
///
///   any ---- quarantined ----&gt; Barred ---- greeted by another incarnation ----&gt; Confirming
/// </code>
/// A greeted lane is confirmed first if the classic way was used since the last time, or if it is this side's first one to the peer: so that an
/// association comes with it. In Opening, Confirming and Closing messages wait in the backlog, so that none overtakes another; in Classic and Barred they go
/// through Akka.Remote.
/// </summary>
internal enum LaneState
{
    /// <summary>No lane is used, and nothing was sent any other way that could still be on its way.</summary>
    Idle,

    /// <summary>A lane is being opened.</summary>
    Opening,

    /// <summary>Messages go by lane.</summary>
    Open,

    /// <summary>A lane is there; the peer is asked whether all that went the classic way has arrived.</summary>
    Confirming,

    /// <summary>The lane takes nothing any more; what it has taken is on its way.</summary>
    Closing,

    /// <summary>The peer has no lanes, or is not there.</summary>
    Classic,

    /// <summary>The peer is quarantined, or has quarantined this system.</summary>
    Barred,
}
