using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using Bus.Examples.Running;

namespace Bus.Examples.Processes;

/// <summary>A process that runs this program, as a member of an example.</summary>
internal sealed class ChildProcess : IDisposable
{
    /// <summary>One that is told to leave needs some milliseconds. One that does not go by then never would.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Process _process;

    private ChildProcess(Process process)
    {
        _process = process;
        Id = process.Id;
    }

    /// <summary>Its process id.</summary>
    public int Id { get; }

    /// <summary>Starts a process.</summary>
    /// <exception cref="ExampleException">The operating system refuses.</exception>
    public static ChildProcess Start(IEnumerable<string> arguments)
    {
        var program = Environment.ProcessPath ?? throw new ExampleException("The path of this program is unknown; cannot start it again.");
        // The end of the standard input is the sign to leave (see MemberCommand); the other two streams are shared with this process.
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true };
        // "dotnet Bus.Examples.dll" is the host's program and needs to be told which one is ours.
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        // The runtime's own socket for tools would stay in the temporary folder with each that is killed.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        try
        {
            return new ChildProcess(Process.Start(start)!);
        }
        catch (Win32Exception e)
        {
            throw new ExampleException($"Cannot start a process ({program}): {e.Message}", e);
        }
    }

    /// <summary>Completes with its exit code when it has ended: 128 and the number of the signal if it was killed.</summary>
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

    /// <summary>Waits until it has left after <see cref="Dismiss"/>, and kills it if it does not.</summary>
    /// <param name="noun">What to call it.</param>
    public async Task EndAsync(string noun)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(
                $"{char.ToUpperInvariant(noun[0])}{noun[1..]} process {Id} did not leave within {Patience.TotalSeconds} s and is killed.");
            Kill();
            await WaitForExitAsync();
        }
    }

    public void Dispose() => _process.Dispose();
}
