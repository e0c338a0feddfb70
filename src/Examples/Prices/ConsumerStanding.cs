using MemoryPack;

namespace Bus.Examples.Prices;

/// <summary>A consumer to the main process.</summary>
/// <param name="Received">The quotes that it has handled.</param>
/// <param name="Dropped">Those for which its mailbox had no room.</param>
/// <param name="Missing">Those that its gaps in the numbers amount to, before the last that it has handled.</param>
/// <param name="Disorder">Those that came after a later one of the same publisher and symbol.</param>
/// <param name="LagMedian">From publishing to handling, in milliseconds.</param>
/// <param name="LagNinetyNine">What 99 of 100 do not exceed.</param>
/// <param name="LagMaximum">The longest.</param>
[MemoryPackable]
internal sealed partial record ConsumerStanding(
    long Received, long Dropped, long Missing, long Disorder, double LagMedian, double LagNinetyNine, double LagMaximum)
{
    public static ConsumerStanding None { get; } = new(0, 0, 0, 0, 0, 0, 0);
}
