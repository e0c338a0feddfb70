namespace Bus.Examples.WordCount;

/// <summary>What one worker has done.</summary>
/// <param name="Number">Its number in this run.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="IsLost">Whether it died before the work was done.</param>
/// <param name="FilesCounted">Files whose counts it delivered completely.</param>
/// <param name="Sent">What the coordinator sent to it.</param>
/// <param name="Received">What the coordinator received from it.</param>
internal sealed record WorkerSummary(int Number, int ProcessId, bool IsLost, int FilesCounted, Traffic Sent, Traffic Received);
