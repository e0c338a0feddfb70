using Akka.Actor;

namespace Bus.Examples.WordCount;

/// <summary>
/// The worker processes of one run. When it is disposed, all of them have ended. Not thread-safe: the coordinator uses it while it
/// lives, the job afterwards.
/// </summary>
internal sealed class WorkerPool(string mechanism) : IAsyncDisposable
{
    /// <summary>A worker that is told to leave needs some milliseconds. One that does not go by then never would.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly List<WorkerProcess> _processes = [];

    /// <summary>Starts one more worker process, which will look for <paramref name="coordinator"/>.</summary>
    /// <exception cref="WordCountException">The operating system refuses.</exception>
    public WorkerProcess Start(int number, ActorPath coordinator)
    {
        var process = WorkerProcess.Start(number, mechanism, coordinator);
        _processes.Add(process);
        return process;
    }

    public async ValueTask DisposeAsync()
    {
        _processes.ForEach(process => process.Dismiss());
        await Task.WhenAll(_processes.Select(EndAsync));
        _processes.ForEach(process => process.Dispose());
    }

    private static async Task EndAsync(WorkerProcess process)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"Worker process {process.Id} did not leave within {Patience.TotalSeconds} s and is killed.");
            process.Kill();
            await process.WaitForExitAsync();
        }
    }
}
