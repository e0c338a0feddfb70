using Bus.Examples.Processes;

namespace Bus.Examples.WordCount;

/// <summary>What the coordinator knows of one worker.</summary>
internal sealed class WorkerMember(Member member)
{
    public Member Member { get; } = member;

    /// <summary>The files that it was handed and has not answered completely, by their number. Of one that has died: what others took over.</summary>
    public Dictionary<int, FileInProgress> Unfinished { get; } = [];

    /// <summary>It is gone: nothing that it may still say counts.</summary>
    public bool IsLost { get; set; }

    /// <summary>When the coordinator has killed it, if it has.</summary>
    public long? KilledAt { get; set; }

    /// <summary>How long the coordinator did not know of it.</summary>
    public TimeSpan NoticedAfter { get; set; }

    public int FilesCounted { get; set; }

    public Traffic Sent { get; } = new();

    public Traffic Received { get; } = new();
}
