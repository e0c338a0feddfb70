namespace Bus.Transports.Mechanisms;

/// <summary>
/// The types of messages in a System V queue (<c>mtype</c>). The reader takes the oldest of the lowest type up to <see
/// cref="Data"/>, so that everything below overtakes blocks and blocks keep their order. All but blocks are empty: an empty
/// message fits into a queue however full it is.
/// </summary>
internal static class SystemVMessage
{
    /// <summary>Reader to itself: look whether the channel was completed or closed.</summary>
    public const long Wake = 1;

    /// <summary>Writer to reader: what waits behind this need not be read.</summary>
    public const long BreakOff = 2;

    /// <summary>Writer to reader: tell me when half of the queue is free.</summary>
    public const long WantSpace = 3;

    /// <summary>Writer to reader: a block.</summary>
    public const long Data = 4;

    /// <summary>
    /// Reader to writer, in the queue of the other direction: half of this one is free. Its reader never takes it, because the
    /// pump waits for just this type. Also the writer to itself: look whether the channel was closed.
    /// </summary>
    public const long SpaceFreed = 5;
}
