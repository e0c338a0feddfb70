namespace Bus.Transports.Links;

/// <summary>What one link may cost.</summary>
/// <param name="MaxFrameBytes">The largest frame that this side takes.</param>
/// <param name="OutboxBytes">Bytes that may wait for a slow peer.</param>
/// <param name="FlushTimeout">How long a close waits for the peer to take what was accepted.</param>
internal sealed record LinkLimits(int MaxFrameBytes, long OutboxBytes, TimeSpan FlushTimeout)
{
    /// <summary>The longest that a reader with a thread of its own looks at a channel that can be waited for, before it sleeps.</summary>
    public TimeSpan Spin { get; init; }

    /// <summary>Asked on the reader's thread: is it worth to look at all?</summary>
    public Func<bool> MayLook { get; init; } = static () => true;
}
