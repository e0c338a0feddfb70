namespace Bus.Examples.WordCount;

/// <summary>What coordinator and workers have found out together.</summary>
/// <param name="Tally">The words of all files.</param>
/// <param name="Workers">Every worker that was started.</param>
/// <param name="Joining">From the start of the first worker process until all had joined.</param>
/// <param name="Counting">From the first file handed out until the last one was counted.</param>
internal sealed record WordCountResult(WordTally Tally, IReadOnlyList<WorkerShare> Workers, TimeSpan Joining, TimeSpan Counting)
{
    public long Messages => Workers.Sum(worker => worker.Sent.Messages + worker.Received.Messages);

    public long Bytes => Workers.Sum(worker => worker.Sent.Bytes + worker.Received.Bytes);
}
