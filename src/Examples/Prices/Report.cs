using MemoryPack;

namespace Bus.Examples.Prices;

/// <summary>Main process to a member: tell me how you stand, again and again.</summary>
[MemoryPackable]
internal sealed partial record Report
{
    /// <summary>How often.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
}
