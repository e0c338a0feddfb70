using Akka.Actor;

namespace Bus.Examples.WordCount;

/// <summary>What the coordinator knows of one worker.</summary>
internal sealed class WorkerMember(int number, WorkerProcess process)
{
    public int Number { get; } = number;

    public WorkerProcess Process { get; } = process;

    /// <summary>The worker's actor in the other process, since it has joined.</summary>
    public IActorRef? Actor { get; set; }

    /// <summary>It is gone: nothing that it may still say counts.</summary>
    public bool IsLost { get; set; }

    public bool IsAtWork => Actor is not null && !IsLost;

    /// <summary>The files that it was handed and has not answered completely, by their number.</summary>
    public Dictionary<int, FileInProgress> Unfinished { get; } = [];

    public int FilesCounted { get; set; }

    public Traffic Sent { get; } = new();

    public Traffic Received { get; } = new();

    public WorkerSummary Summarize() => new(Number, Process.Id, IsLost, FilesCounted, Sent, Received);
}
