namespace Bus.Lanes;

/// <summary>What becomes of a message for which a lane has no room.</summary>
internal enum Overflow
{
    /// <summary>It goes to dead letters.</summary>
    DropNewest,

    /// <summary>It waits in memory, whatever there is already, up to what an array can hold.</summary>
    Buffer,

    /// <summary><c>Tell</c> throws.</summary>
    Fail,
}
