using MemoryPack;

namespace Bus.Examples.Chat;

/// <summary>What a member has heard of another one.</summary>
/// <param name="First">The number of the first line; zero if there was none.</param>
/// <param name="Last">The number of the last line, up to which all came in order.</param>
/// <param name="Stray">The lines that came after that: others are missing before them, or they came twice.</param>
/// <param name="SaidGoodbye">It has said that it leaves.</param>
/// <param name="Departure">How its process left, as the bus says; null while it is there.</param>
/// <param name="DepartedAt">When that was noticed, in ticks of the machine's clock, which all processes share.</param>
[MemoryPackable]
internal sealed partial record HeardOf(int First, int Last, int Stray, bool SaidGoodbye, PeerDownReason? Departure, long DepartedAt)
{
    public static HeardOf Nothing { get; } = new(0, 0, 0, false, null, 0);

    /// <summary>How many lines that are.</summary>
    [MemoryPackIgnore]
    public int Count => First == 0 ? 0 : Last - First + 1;

    public HeardOf Add(Line line) => line.Kind switch
    {
        LineKind.Left => this with { SaidGoodbye = true },
        LineKind.Said when First == 0 => this with { First = line.Number, Last = line.Number },
        LineKind.Said when line.Number == Last + 1 && Stray == 0 => this with { Last = line.Number },
        LineKind.Said => this with { Stray = Stray + 1 },
        _ => this,
    };
}
