namespace Bus.Transports.Links;

/// <summary>What one link may cost.</summary>
/// <param name="MaxFrameBytes">The largest frame that this side takes.</param>
/// <param name="OutboxBytes">Bytes that may wait for a slow peer.</param>
/// <param name="FlushTimeout">How long a close waits for the peer to take what was accepted.</param>
internal sealed record LinkLimits(int MaxFrameBytes, long OutboxBytes, TimeSpan FlushTimeout);
