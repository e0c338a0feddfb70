using Bus.Testing;
using Bus.Testing.Processes;
using Xunit;

namespace Bus.Examples.Tests;

/// <summary>However the coordinator is ended: no worker outlives it.</summary>
[Collection("one program at a time")]
public sealed class EndingTests : IAsyncLifetime
{
    private readonly Sandbox _sandbox = new();

    public static TheoryData<string> Signals => new(Signal.Interrupt.Name, Signal.Terminate.Name, Signal.HangUp.Name);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _sandbox.DisposeAsync().AsTask();

    [Theory]
    [MemberData(nameof(Signals))]
    public async Task Stops_its_workers_and_tidies_up_on(string name)
    {
        var signal = new[] { Signal.Interrupt, Signal.Terminate, Signal.HangUp }.Single(s => s.Name == name);
        using var program = await StartLongJobAsync();

        signal.SendTo(program.Id);

        var outcome = await program.EndAsync();
        Assert.True(outcome.ExitCode == 128 + signal.Number, outcome.ToString());
        Assert.Contains("Interrupted. All workers have ended.", outcome.Error);
        Assert.DoesNotContain("did not leave", outcome.Error);
        Assert.DoesNotContain("ok:", outcome.Output);
        Assert.Empty(_sandbox.Processes);
        Assert.Empty(_sandbox.Leftovers);
    }

    [Fact]
    public async Task Kills_a_worker_that_does_not_leave()
    {
        using var program = await StartLongJobAsync();
        var stopped = _sandbox.Processes.First(pid => pid != program.Id);
        Signal.Stop.SendTo(stopped);

        Signal.Terminate.SendTo(program.Id);

        var outcome = await program.EndAsync();
        Assert.True(outcome.ExitCode == 128 + Signal.Terminate.Number, outcome.ToString());
        Assert.Contains($"Worker process {stopped} did not leave", outcome.Error);
        Assert.Empty(_sandbox.Processes);
    }

    [Fact]
    public async Task Workers_end_by_themselves_when_the_coordinator_is_killed()
    {
        using var program = await StartLongJobAsync();

        Signal.Kill.SendTo(program.Id);

        // The end of the output is the end of everybody who had inherited it.
        var outcome = await program.EndAsync();
        Assert.Equal(128 + Signal.Kill.Number, outcome.ExitCode);
        Assert.Empty(_sandbox.Processes);
        // The workers, which saw it die, took its entry with them.
        Assert.Empty(_sandbox.Leftovers);
    }

    [Fact]
    public async Task The_next_run_removes_what_is_left_when_all_are_killed()
    {
        using var program = await StartLongJobAsync();
        foreach (var pid in _sandbox.Processes)
            Signal.Stop.SendTo(pid);
        foreach (var pid in _sandbox.Processes)
            Signal.Kill.SendTo(pid);
        await program.EndAsync();
        Assert.Equal(3, _sandbox.Entries.Count);

        _sandbox.Write("next/a.txt", "one");
        var next = await _sandbox.RunAsync("--input", Path.Combine(_sandbox.Input, "next"));

        Assert.True(next.ExitCode == 0, next.ToString());
        Assert.Empty(_sandbox.Leftovers);
    }

    /// <summary>Starts a job of gigabytes, and waits until the systems of coordinator and workers listen.</summary>
    private async Task<ExampleProgram> StartLongJobAsync()
    {
        const int Workers = 2;
        _sandbox.WriteLongInput(files: 500);
        var program = _sandbox.Start("--input", _sandbox.Input, "--workers", "2");
        await Eventually.True("all listen", () => _sandbox.Entries.Count == 1 + Workers);
        return program;
    }
}
