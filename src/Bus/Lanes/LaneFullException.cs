namespace Bus;

/// <summary>A lane has no room for a message, and <c>bus.lanes.overflow = fail</c>. <c>Tell</c> throws it in the sender.</summary>
public sealed class LaneFullException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Which lane, which limit, and what to do.</param>
    public LaneFullException(string message) : base(message)
    {
    }
}
