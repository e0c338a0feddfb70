using Bus.Examples.Processes;

namespace Bus.Examples.Chat;

/// <summary>A member, as the main process sees it.</summary>
internal sealed class Participant(string nick, Member member)
{
    public string Nick { get; } = nick;

    public Member Member { get; } = member;

    /// <summary>The number of its last line; of one that was killed nobody knows.</summary>
    public int Said { get; set; }

    /// <summary>How it is to leave; null if it stays.</summary>
    public PeerDownReason? Departure { get; set; }

    /// <summary>When it was killed or told to leave, in ticks of the machine's clock.</summary>
    public long DepartedAt { get; set; }

    /// <summary>The lines that had been said before it came.</summary>
    public int Missed { get; init; }

    /// <summary>What it has heard; null if it has left.</summary>
    public Heard? Heard { get; set; }
}
