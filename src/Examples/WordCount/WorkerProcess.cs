using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using Akka.Actor;

namespace Bus.Examples.WordCount;

/// <summary>A process that runs this program as a worker.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;

    private WorkerProcess(Process process)
    {
        _process = process;
        Id = process.Id;
    }

    /// <summary>Its process id.</summary>
    public int Id { get; }

    /// <summary>Starts a worker process.</summary>
    /// <exception cref="WordCountException">The operating system refuses.</exception>
    public static WorkerProcess Start(int number, string mechanism, ActorPath coordinator)
    {
        var program = Environment.ProcessPath ?? throw new WordCountException("The path of this program is unknown; cannot start workers.");
        // The end of the standard input is the sign to leave (see WorkerCommand); the other two streams are shared with this process.
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true };
        // "dotnet Bus.Examples.dll" is the host's program and needs to be told which one is ours.
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        foreach (var argument in WorkerCommand.Arguments(number, mechanism, coordinator))
            start.ArgumentList.Add(argument);
        try
        {
            return new WorkerProcess(Process.Start(start)!);
        }
        catch (Win32Exception e)
        {
            throw new WordCountException($"Cannot start a worker process ({program}): {e.Message}", e);
        }
    }

    /// <summary>Completes with its exit code when it has ended.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken cancelled = default)
    {
        await _process.WaitForExitAsync(cancelled);
        return _process.ExitCode;
    }

    /// <summary>Asks it to leave. Returns at once.</summary>
    public void Dismiss()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has already left.
        }
    }

    /// <summary>SIGKILL: it ends at once, at whatever instruction it is.</summary>
    public void Kill() => _process.Kill();

    public void Dispose() => _process.Dispose();
}
