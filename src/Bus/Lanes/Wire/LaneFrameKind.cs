namespace Bus.Lanes;

/// <summary>What a frame of a lane is. The numbers are the protocol.</summary>
internal enum LaneFrameKind : byte
{
    /// <summary>First in each direction, the dialling side first: <see cref="LaneHello"/>.</summary>
    Hello = 1,

    /// <summary>A message, whole.</summary>
    Message = 2,

    /// <summary>From now on, a number stands for an actor's path.</summary>
    DefineActor = 3,

    /// <summary>From now on, a number stands for a serializer and a manifest.</summary>
    DefineType = 4,

    /// <summary>A large message begins; its slices follow, with other frames between them.</summary>
    Begin = 5,

    /// <summary>The next bytes of the large message.</summary>
    Slice = 6,

    /// <summary>The answer to a large message: it has been delivered.</summary>
    Delivered = 7,

    /// <summary>Asks for <see cref="Flushed"/> once everything before it has been delivered.</summary>
    Flush = 8,

    /// <summary>Everything before the <see cref="Flush"/> with the same number has been delivered.</summary>
    Flushed = 9,

    /// <summary>The sender sends no messages on this lane any more.</summary>
    Close = 10,

    /// <summary>The answer to <see cref="Close"/>: everything has been delivered, and this side sends none any more either.</summary>
    Closed = 11,
}
