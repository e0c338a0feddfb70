using System.Diagnostics;
using System.Reflection;

namespace Bus.Benchmarks.Mesh;

/// <summary>A member, seen from the process that runs the measurement. When this is disposed, it has ended.</summary>
internal sealed class MeshProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;

    private MeshProcess(string name, Process process)
    {
        Name = name;
        _process = process;
    }

    public string Name { get; }

    /// <summary>Its control socket; once it has <see cref="Listens"/>.</summary>
    public string Socket { get; private set; } = "";

    public static MeshProcess Start(string directory, string name, string mechanism, bool lean = false)
    {
        var program = Environment.ProcessPath ?? throw new BenchmarkException("The path of this program is unknown; cannot start a member.");
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true };
        // "dotnet Bus.Benchmarks.dll" is the host's program and needs to be told which one is ours.
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        foreach (var argument in new[] { MeshMember.Name, directory, name, mechanism })
            start.ArgumentList.Add(argument);
        // The runtime's own socket for tools would stay with each that is killed.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        if (lean)
        {
            start.Environment["DOTNET_TieredPGO"] = "0";
            start.Environment["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0";
        }

        return new MeshProcess(name, Process.Start(start)!) { Socket = directory };
    }

    /// <summary>Waits until its system listens.</summary>
    public async Task Listens(CancellationToken cancelled)
    {
        var place = (await Answer("start", cancelled)).Split(' ');
        Socket = Path.Combine(Socket, place[0], place[1] + ".sock");
    }

    /// <summary>Has it do something, see <see cref="MeshMember"/>.</summary>
    public async Task<string> Ask(string request, CancellationToken cancelled)
    {
        await _process.StandardInput.WriteLineAsync(request.AsMemory(), cancelled);
        await _process.StandardInput.FlushAsync(cancelled);
        return await Answer(request, cancelled);
    }

    /// <summary>SIGKILL.</summary>
    /// <returns>When: a timestamp of <see cref="Stopwatch"/>.</returns>
    public long Kill()
    {
        var now = Stopwatch.GetTimestamp();
        _process.Kill();
        return now;
    }

    /// <summary>Asks it to leave, and waits until it has.</summary>
    public async Task LeaveAsync(CancellationToken cancelled)
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(cancelled).WaitAsync(Patience, cancelled);
        if (_process.ExitCode != 0)
            throw new BenchmarkException($"{Name} ended with {_process.ExitCode}.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<string> Answer(string request, CancellationToken cancelled)
    {
        var answer = await _process.StandardOutput.ReadLineAsync(cancelled).AsTask().WaitAsync(Patience, cancelled);
        return answer?.Split(' ', 2) switch
        {
            ["ok", var result] => result,
            ["ok"] => "",
            _ => throw new BenchmarkException($"{Name} was asked to {request}, and said: {answer ?? "nothing, it has ended"}"),
        };
    }
}
