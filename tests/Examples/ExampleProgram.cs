using System.Diagnostics;
using Bus.Testing.Processes;

namespace Bus.Examples.Tests;

/// <summary>The built program, running as a process of its own.</summary>
public sealed class ExampleProgram : IDisposable
{
    /// <summary>What takes so long hangs.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private ExampleProgram(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    /// <summary>Where it is.</summary>
    public static string FileName { get; } = Path.Combine(AppContext.BaseDirectory, "Bus.Examples");

    public static ExampleProgram Start(Sandbox sandbox, IEnumerable<string> arguments) => Start(sandbox, FileName, arguments);

    /// <summary>Starts another program, which turns into this one or starts it.</summary>
    public static ExampleProgram Start(Sandbox sandbox, string fileName, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(fileName, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["XDG_RUNTIME_DIR"] = sandbox.Runtime;
        return new ExampleProgram(Process.Start(start.WithoutRuntimeSocket())!);
    }

    /// <summary>Waits until the program has ended, and everybody who has inherited its output: its workers.</summary>
    /// <exception cref="TimeoutException">It has not.</exception>
    public async Task<Outcome> EndAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
            return new Outcome(_process.ExitCode, await _output.WaitAsync(deadline.Token), await _error.WaitAsync(deadline.Token));
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)} did not end.");
        }
    }

    public void Dispose() => _process.Dispose();
}
