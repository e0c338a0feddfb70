using Spectre.Console;

namespace Bus.Examples.Running;

/// <summary>One run of an example, from the command line to the exit code.</summary>
internal static class ExampleRun
{
    private const int RedirectedWidth = 200;

    /// <summary>Runs an example. What it throws becomes a line for the user, and so does a signal.</summary>
    /// <param name="members">What its processes are called: "workers".</param>
    /// <param name="run">The example; its token is cancelled by a signal. True if everything that it promises has held.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string members, Func<CancellationToken, Task<bool>> run)
    {
        // A file or a pipe has no width; without one, lines would be broken as for a narrow terminal.
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = RedirectedWidth;
        using var interruption = new Interruption();
        try
        {
            return await run(interruption.Token) ? 0 : 1;
        }
        catch (ExampleException e)
        {
            await Console.Error.WriteLineAsync($"error: {e.Message}");
            return 1;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"Interrupted. All {members} have ended.");
            return interruption.ExitCode;
        }
    }
}
