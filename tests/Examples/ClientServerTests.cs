using System.Globalization;
using Bus.Testing;
using Bus.Testing.Processes;
using Xunit;

namespace Bus.Examples.Tests;

/// <summary>The file server and its clients as their user runs them.</summary>
public sealed class ClientServerTests : ExampleTests
{
    private static readonly string[] Mechanisms =
        ["memfd", "posixshm", "mmap", "sysvshm", "unix", "seqpacket", "dgram", "pipe", "fifo", "posixmq", "sysvmq"];

    [Fact]
    public async Task Answers_every_request_once_over_every_mechanism()
    {
        var outcome = await Sandbox.RunAsync("client-server", "--rounds", "1", "--seconds", "2");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        var able = Mechanisms.Where(mechanism => !outcome.Output.Contains($"{mechanism} cannot be used on this machine: ", StringComparison.Ordinal)).ToArray();
        var requests = able.Sum(mechanism => int.Parse(outcome.Cell(mechanism, 1), NumberStyles.AllowThousands, CultureInfo.InvariantCulture));
        Assert.Equal(
            $"ok: {requests} requests over {able.Length} of 11 mechanisms, each answered exactly once by a worker of its own", outcome.LastLine);
        Assert.All(able, mechanism => Assert.EndsWith(" us", outcome.Cell(mechanism, 4), StringComparison.Ordinal));
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task Says_why_a_mechanism_cannot_be_used_and_goes_on_with_the_others()
    {
        // No bytes for message queues.
        using var program = ExampleProgram.Start(
            Sandbox,
            "bash",
            ["-c", $"ulimit -q 0 && exec '{ExampleProgram.FileName}' client-server --mechanism posixmq --mechanism unix --rounds 1 --seconds 1"]);

        var outcome = await program.EndAsync();

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Contains("posixmq cannot be used on this machine: Cannot create the two POSIX message queues of a link", outcome.Output);
        Assert.EndsWith(" requests over 1 of 2 mechanisms, each answered exactly once by a worker of its own", outcome.LastLine);
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task Says_that_a_mechanism_is_none()
    {
        var outcome = await Sandbox.RunAsync("client-server", "--mechanism", "pigeon", "--seconds", "1");

        Assert.True(outcome.ExitCode == 1, outcome.ToString());
        Assert.Contains("mechanism names 'pigeon', which is neither a mechanism (memfd, posixshm, ", outcome.Error);
        Assert.DoesNotContain("   at ", outcome.Error);
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task Leaves_nothing_behind_when_it_is_interrupted()
    {
        using var program = Sandbox.Start("client-server", "--seconds", "300", "--rounds", "1");
        // Five of the run itself, two of the clients' turn.
        await Eventually.True("the clients ask", () => Sandbox.Entries.Count == 7);

        Signal.Interrupt.SendTo(program.Id);

        var outcome = await program.EndAsync();
        Assert.True(outcome.ExitCode == 128 + Signal.Interrupt.Number, outcome.ToString());
        Assert.Contains("Interrupted. All processes have ended.", outcome.Error);
        AssertNothingIsLeft();
    }
}
