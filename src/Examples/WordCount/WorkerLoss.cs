namespace Bus.Examples.WordCount;

/// <summary>A worker that died while there was work to do.</summary>
/// <param name="Worker">Its number.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="Evidence">What told the coordinator.</param>
/// <param name="NoticedAfter">The time since the coordinator killed it; null if it was not the coordinator.</param>
/// <param name="UnfinishedFiles">How many files were handed to others because of it.</param>
internal sealed record WorkerLoss(int Worker, int ProcessId, string Evidence, TimeSpan? NoticedAfter, int UnfinishedFiles);
