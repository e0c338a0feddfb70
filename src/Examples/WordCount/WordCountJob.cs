using Akka.Actor;
using Bus.Examples.Input;
using Bus.Examples.Processes;
using Bus.Examples.Running;

namespace Bus.Examples.WordCount;

/// <summary>One run with worker processes, from the first to the last of them.</summary>
internal static class WordCountJob
{
    /// <summary>Counts the words of <paramref name="files"/>. When it returns or throws, every worker process has ended.</summary>
    /// <param name="files">What to count, in the order in which it is handed out.</param>
    /// <param name="options">How.</param>
    /// <param name="counted">Is told the size of each file that is counted, by another thread.</param>
    /// <param name="interrupted">Ends the run early.</param>
    /// <exception cref="ExampleException">Something is wrong that the user must know.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public static async Task<WordCountResult> RunAsync(
        IReadOnlyList<InputFile> files, WordCountOptions options, Action<long> counted, CancellationToken interrupted)
    {
        await using var crew = new Crew("word-count", options.Mechanism, "worker", WordCountSerializer.Settings);
        var outcome = new TaskCompletionSource<WordCountResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        crew.System.ActorOf(Props.Create(() => new Coordinator(files, options, crew, counted, outcome)), "coordinator");
        return await outcome.Task.WaitAsync(interrupted);
    }
}
