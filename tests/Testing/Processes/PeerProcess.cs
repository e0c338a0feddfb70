using System.Diagnostics;
using Akka.Actor;

namespace Bus.Testing.Processes;

/// <summary>The program of <c>tests/Peer</c>, running as a process of its own.</summary>
public sealed class PeerProcess : IAsyncDisposable
{
    private readonly Process _process;

    // Waits for the end of its input, which comes with the end of this process, however that ends.
    private Process? _guard;

    private PeerProcess(Process process) => _process = process;

    /// <summary>The process.</summary>
    public int Id => _process.Id;

    /// <summary>Where its system listens; null if its role has none.</summary>
    public Address? Address { get; private set; }

    /// <summary>Starts it.</summary>
    /// <param name="arguments">Its command line.</param>
    public static PeerProcess Start(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Bus.Peer"), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new PeerProcess(Process.Start(start.WithoutRuntimeSocket())!);
    }

    /// <summary>Waits until its system listens.</summary>
    public async Task<PeerProcess> Listening()
    {
        const string Prefix = "listens ";
        var line = await NextLine();
        Address = line.StartsWith(Prefix, StringComparison.Ordinal)
            ? Address.Parse(line[Prefix.Length..])
            : throw new InvalidOperationException($"The peer said '{line}' and not where it listens.");
        return this;
    }

    /// <summary>What it says next.</summary>
    public async Task<string> NextLine() => await _process.StandardOutput.ReadLineAsync().WaitAsync(Eventually.Patience)
        ?? throw new InvalidOperationException("The peer has ended without a word.");

    /// <summary>What it says until it says a certain line.</summary>
    public async Task Says(string line)
    {
        while (await NextLine() != line)
        {
        }
    }

    public void Get(Signal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        signal.SendTo(_process.Id);
    }

    /// <summary>SIGKILL.</summary>
    /// <returns>When: a timestamp of <see cref="Stopwatch"/>.</returns>
    public long Kill()
    {
        var now = Stopwatch.GetTimestamp();
        Signal.Kill.SendTo(_process.Id);
        return now;
    }

    /// <summary>SIGSTOP, and waits until every thread of it stands still. If this process is killed before it continues, it continues then.</summary>
    public async Task Stop()
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"cat; kill -CONT {_process.Id}"]) { RedirectStandardInput = true };
        _guard = Process.Start(start)!;
        Signal.Stop.SendTo(_process.Id);
        await Eventually.True("all threads are stopped", () => Directory.GetDirectories($"/proc/{_process.Id}/task")
            .Select(task => File.ReadAllText(Path.Combine(task, "stat")))
            .All(stat => stat[(stat.LastIndexOf(')') + 2)..].StartsWith('T')));
    }

    /// <summary>SIGCONT.</summary>
    public void Continue() => _guard!.StandardInput.Close();

    /// <summary>Asks it to leave, and waits until it has.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Leave()
    {
        _process.StandardInput.Close();
        return await Ended();
    }

    /// <summary>Waits until it has ended.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Ended()
    {
        await _process.WaitForExitAsync().WaitAsync(Eventually.Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await Ended();
        }

        _guard?.StandardInput.Close();
        _guard?.Dispose();

        _process.Dispose();
    }
}
