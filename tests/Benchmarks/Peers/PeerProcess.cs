using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Akka.Actor;
using Bus.Benchmarks.Carriers;
using Bus.Benchmarks.Links;
using Bus.Transports;

namespace Bus.Benchmarks.Peers;

/// <summary>
/// The second process of a run, which runs this program as a peer. One request at a time, a line on its standard input:
/// <code>
///   start CARRIER ECHOES FRAME   start a system with so many echoing      ok ADDRESS
///                           actors, and frames of so many bytes
///   listen SETTINGS         start a system without Akka that answers      ok ADDRESS
///   dial LINK ADDRESS ...   open links from the latest of these systems   ok COUNT
///   mixed WHAT ...          take part in the mixed load                   ok RESULT
///   sample                  collect garbage and measure yourself          ok JSON
///   usage                   tell what you have used up so far             ok TICKS BYTES
///                           anything that does not work                   error MESSAGE
/// </code>
/// When this is disposed, the process has ended.
/// </summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly CancellationTokenSource _gone = new();
    private volatile bool _dismissed;

    private PeerProcess(Process process)
    {
        _process = process;
        Id = process.Id;
        Gone = _gone.Token;
        process.Exited += (_, _) =>
        {
            if (!_dismissed)
                _gone.Cancel();
        };
        process.EnableRaisingEvents = true;
    }

    public int Id { get; }

    /// <summary>Cancelled when the process has ended although it was not told to.</summary>
    public CancellationToken Gone { get; }

    /// <exception cref="BenchmarkException">The operating system refuses.</exception>
    public static PeerProcess Start(string directory)
    {
        var program = Environment.ProcessPath
            ?? throw new BenchmarkException("The path of this program is unknown; cannot start a peer.");
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true };
        // "dotnet Bus.Benchmarks.dll" is the host's program and needs to be told which one is ours.
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        foreach (var argument in PeerCommand.Arguments(directory))
            start.ArgumentList.Add(argument);
        // The runtime's own socket for tools would stay with each that is killed.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        try
        {
            return new PeerProcess(Process.Start(start)!);
        }
        catch (Win32Exception e)
        {
            throw new BenchmarkException($"Cannot start a peer process ({program}): {e.Message}", e);
        }
    }

    /// <summary>Starts a system with echoing actors there.</summary>
    public async Task<Address> StartSystemAsync(Carrier carrier, int echoes, int frameBytes, CancellationToken cancelled) =>
        Address.Parse(await AskAsync($"{PeerCommand.Start} {carrier.Name} {echoes} {frameBytes}", cancelled));

    /// <summary>Starts a system there that knows links only, with settings of the section <c>akka.remote.ipc</c>.</summary>
    public async Task<BusAddress> ListenAsync(string settings, CancellationToken cancelled) =>
        BusAddress.TryParse(await AskAsync($"{PeerCommand.Listen} {settings}", cancelled))!;

    /// <summary>Lets the latest of these systems open links, and leave them idle.</summary>
    public Task DialAsync(LinkKind kind, IEnumerable<BusAddress> targets, CancellationToken cancelled) =>
        AskAsync($"{PeerCommand.Dial} {kind} {string.Join(' ', targets)}", cancelled);

    /// <summary>What it has used up so far, as it knows itself.</summary>
    public async Task<ProcessUsage> UsageAsync(CancellationToken cancelled) =>
        ProcessUsage.Parse(await AskAsync(PeerCommand.Usage, cancelled));

    /// <summary>Lets it collect its garbage and measure itself.</summary>
    public async Task<ProcessSample> SampleAsync(CancellationToken cancelled) =>
        JsonSerializer.Deserialize<ProcessSample>(await AskAsync(PeerCommand.Sample, cancelled))!;

    /// <summary>Lets it take part in the mixed load.</summary>
    /// <param name="request">One of <see cref="Mixed.PeerMixed"/>.</param>
    /// <param name="cancelled">Gives up.</param>
    public Task<string> MixedAsync(string request, CancellationToken cancelled) => AskAsync(request, cancelled);

    /// <summary>SIGKILL: it has no time for anything. Returns when it is gone.</summary>
    public async Task KillAsync()
    {
        _dismissed = true;
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Sends it away. SIGKILL is for one that does not go.</summary>
    public async ValueTask DisposeAsync()
    {
        _dismissed = true;
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has already left.
        }

        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(
                $"The peer process {Id} did not leave within {Patience.TotalSeconds} s and is killed.");
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        // The source of Gone is left to the collector: the event of the end may still be on its way to it.
        _process.Dispose();
    }

    private async Task<string> AskAsync(string request, CancellationToken cancelled)
    {
        string? answer;
        try
        {
            await _process.StandardInput.WriteLineAsync(request.AsMemory(), cancelled);
            await _process.StandardInput.FlushAsync(cancelled);
            answer = await _process.StandardOutput.ReadLineAsync(cancelled).AsTask().WaitAsync(cancelled);
        }
        catch (IOException e)
        {
            throw new BenchmarkException($"The peer process {Id} does not take requests: {e.Message}", e);
        }

        return answer?.Split(' ', 2) switch
        {
            [PeerCommand.Started, var result] => result,
            [PeerCommand.Failed, var problem] => throw new BenchmarkException($"The peer process cannot {request}: {problem}"),
            null => throw new BenchmarkException($"The peer process {Id} has gone."),
            _ => throw new BenchmarkException($"The peer process {Id} gave an answer that makes no sense: {answer}"),
        };
    }
}
