namespace Bus.Lanes;

/// <summary>What a lane made of a message.</summary>
internal enum LaneResult
{
    /// <summary>It is on its way, or it could not be serialized, or was too large, and the log says so.</summary>
    Done,

    /// <summary>There is no room for it.</summary>
    Full,

    /// <summary>The lane takes nothing any more.</summary>
    Closed,
}
