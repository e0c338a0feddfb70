using Bus.Testing;

namespace Bus.Benchmarks.Peers;

/// <summary>Runs something with a peer process, and leaves nothing behind: no process, no folder.</summary>
internal static class TwoProcesses
{
    /// <returns>The exit code: what <paramref name="run"/> returned, or why it could not end well.</returns>
    public static Task<int> RunAsync(Func<PeerProcess, string, CancellationToken, Task<int>> run) => RunAsync(
        async (directory, cancelled) =>
    {
        await using var peer = PeerProcess.Start(directory);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancelled, peer.Gone);
        try
        {
            return await run(peer, directory, stop.Token);
        }
        catch (OperationCanceledException) when (peer.Gone.IsCancellationRequested)
        {
            throw new BenchmarkException($"The peer process {peer.Id} has ended in the middle of the run.");
        }
    });

    /// <summary>The same, where <paramref name="run"/> starts its peers itself, and sees to their end.</summary>
    /// <returns>The exit code: what <paramref name="run"/> returned, or why it could not end well.</returns>
    public static async Task<int> RunAsync(Func<string, CancellationToken, Task<int>> run)
    {
        using var interruption = new Interruption();
        try
        {
            using var directory = RunDirectory.Create("bus-benchmarks-");
            return await run(directory.Path, interruption.Token);
        }
        catch (BenchmarkException e)
        {
            await Console.Error.WriteLineAsync($"error: {e.Message}");
            return ExitCodes.Failed;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Interrupted. The peer process has ended.");
            return interruption.ExitCode;
        }
    }
}
