using System.Diagnostics;
using System.Globalization;
using Bus.Testing.Processes;

namespace Bus.Remoting.Tests.Processes;

/// <summary>A second process that runs <see cref="PeerProgram"/>.</summary>
public sealed class PeerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process _process;

    private PeerProcess(Process process) => _process = process;

    /// <summary>Starts it and waits until its system listens.</summary>
    /// <param name="ground">Where.</param>
    /// <param name="port">On which port.</param>
    public static async Task<PeerProcess> Start(Ground ground, int port)
    {
        ProcessStartInfo start = new("dotnet")
        {
            ArgumentList =
            {
                "exec", typeof(PeerProgram).Assembly.Location,
                ground.Mechanism, ground.Directory, port.ToString(CultureInfo.InvariantCulture),
            },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        PeerProcess peer = new(Process.Start(start.WithoutRuntimeSocket()) ?? throw new InvalidOperationException("No process was started."));
        try
        {
            string? line = await peer._process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
            return line == "ready" ? peer : throw new InvalidOperationException($"The peer said '{line}' in place of 'ready'.");
        }
        catch
        {
            peer.Dispose();
            throw;
        }
    }

    /// <summary>Ends it as a crash does: SIGKILL, with no chance to say anything.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>Ends it in order.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Stop()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
