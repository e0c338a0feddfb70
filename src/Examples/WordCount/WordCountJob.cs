using Akka.Actor;
using Bus.Transports;

namespace Bus.Examples.WordCount;

/// <summary>One run with worker processes, from the first to the last of them.</summary>
internal static class WordCountJob
{
    /// <summary>Counts the words of <paramref name="files"/>. When it returns or throws, every worker process has ended.</summary>
    /// <param name="files">What to count, in the order in which it is handed out.</param>
    /// <param name="options">How.</param>
    /// <param name="counted">Is told the size of each file that is counted, by another thread.</param>
    /// <param name="interrupted">Ends the run early.</param>
    /// <exception cref="WordCountException">Something is wrong that the user must know.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public static async Task<WordCountResult> RunAsync(
        IReadOnlyList<InputFile> files, WordCountOptions options, Action<long> counted, CancellationToken interrupted)
    {
        using var system = CreateSystem(options.Mechanism);
        try
        {
            // The workers leave before the system does: they say goodbye to somebody who is still there.
            await using var pool = new WorkerPool(options.Mechanism);
            return await RunAsync(system, pool, files, options, counted, interrupted);
        }
        finally
        {
            await system.Terminate();
        }
    }

    private static async Task<WordCountResult> RunAsync(
        ActorSystem system,
        WorkerPool pool,
        IReadOnlyList<InputFile> files,
        WordCountOptions options,
        Action<long> counted,
        CancellationToken interrupted)
    {
        var outcome = new TaskCompletionSource<WordCountResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var coordinator = system.ActorOf(Props.Create(() => new Coordinator(files, options, pool, counted, outcome)), "coordinator");
        try
        {
            return await outcome.Task.WaitAsync(interrupted);
        }
        finally
        {
            // From here on nobody starts workers any more.
            await coordinator.GracefulStop(Timeout.InfiniteTimeSpan);
        }
    }

    private static ActorSystem CreateSystem(string mechanism)
    {
        try
        {
            return WordCountConfig.CreateSystem("WordCount", mechanism);
        }
        catch (Exception e) when (Causes(e).OfType<IpcException>().FirstOrDefault() is { } problem)
        {
            // Says which setting is wrong and what to do.
            throw new WordCountException(problem.Message, e);
        }
    }

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
            yield return e;
    }
}
