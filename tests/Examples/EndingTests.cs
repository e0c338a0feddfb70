using Bus.Testing;
using Bus.Testing.Processes;
using Xunit;

namespace Bus.Examples.Tests;

/// <summary>However the coordinator is ended: no worker outlives it.</summary>
public sealed class EndingTests : ExampleTests
{
    public static TheoryData<string> Signals => new(Signal.Interrupt.Name, Signal.Terminate.Name, Signal.HangUp.Name);

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
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task Kills_a_worker_that_does_not_leave()
    {
        using var program = await StartLongJobAsync();
        var stopped = Sandbox.Processes.First(pid => pid != program.Id);
        Signal.Stop.SendTo(stopped);

        Signal.Terminate.SendTo(program.Id);

        var outcome = await program.EndAsync();
        Assert.True(outcome.ExitCode == 128 + Signal.Terminate.Number, outcome.ToString());
        Assert.Contains($"Worker process {stopped} did not leave", outcome.Error);
        Assert.Empty(Sandbox.Processes);
    }

    [Fact]
    public async Task Workers_end_by_themselves_when_the_coordinator_is_killed()
    {
        using var program = await StartLongJobAsync();

        Signal.Kill.SendTo(program.Id);

        // The end of the output is the end of everybody who had inherited it.
        var outcome = await program.EndAsync();
        Assert.Equal(128 + Signal.Kill.Number, outcome.ExitCode);
        Assert.Empty(Sandbox.Processes);
        // The workers, which saw it die, took its entry with them.
        Assert.Empty(Sandbox.Leftovers);
    }

    [Fact]
    public async Task The_next_run_removes_what_is_left_when_all_are_killed()
    {
        using var program = await StartLongJobAsync();
        foreach (var pid in Sandbox.Processes)
            Signal.Stop.SendTo(pid);
        foreach (var pid in Sandbox.Processes)
            Signal.Kill.SendTo(pid);
        await program.EndAsync();
        Assert.Equal(3, Sandbox.Entries.Count);

        Sandbox.Write("next/a.txt", "one");
        var next = await Sandbox.RunAsync("--input", Path.Combine(Sandbox.Input, "next"));

        Assert.True(next.ExitCode == 0, next.ToString());
        Assert.Empty(Sandbox.Leftovers);
    }

    /// <summary>Starts a job of gigabytes, and waits until the systems of coordinator and workers listen.</summary>
    private async Task<ExampleProgram> StartLongJobAsync()
    {
        const int Workers = 2;
        Sandbox.WriteLongInput(files: 500);
        var program = Sandbox.Start("--input", Sandbox.Input, "--workers", "2");
        await Eventually.True("all listen", () => Sandbox.Entries.Count == 1 + Workers);
        return program;
    }
}
