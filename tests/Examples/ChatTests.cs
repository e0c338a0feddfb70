using System.Globalization;
using Bus.Testing;
using Bus.Testing.Processes;
using Xunit;

namespace Bus.Examples.Tests;

/// <summary>The chat as its user runs it.</summary>
public sealed class ChatTests : ExampleTests
{
    [Theory]
    [InlineData("memfd")]
    [InlineData("unix")]
    [InlineData("seqpacket")]
    public async Task All_hear_all_while_one_is_killed_one_leaves_and_one_comes(string mechanism)
    {
        var outcome = await Sandbox.RunAsync("chat", "--members", "4", "--lines", "10", "--pause", "20", "--kill-one", "--mechanism", mechanism);

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.StartsWith($"ok: 5 members over {mechanism}, ", outcome.LastLine);
        Assert.EndsWith(" lines heard, all in order and none missing, 2 departures noticed by all", outcome.LastLine);
        foreach (var line in new[] { "* on the door: ", "* Anna has entered", "* Emma has entered", "* Anna has left", "* David was killed" })
            Assert.Contains(line, outcome.Output);
        // Anna has left after her 10 lines, and Emma has come when all others had said 10.
        Assert.Equal("1-10", outcome.Cell("Ben", 2));
        Assert.Equal("1-20", outcome.Cell("Ben", 4));
        Assert.Equal("11-20", outcome.Cell("Emma", 3));
        Assert.Contains("David was killed; the processes of 2 others knew it", outcome.Output);
        Assert.Equal("", outcome.Error);
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task Nothing_is_lost_or_disordered_when_all_talk_as_fast_as_they_can()
    {
        const int Lines = 5_000;

        var outcome = await Sandbox.RunAsync(
            "chat", "--members", "3", "--lines", Lines.ToString(CultureInfo.InvariantCulture), "--pause", "0");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        // Ben and Clara hear Anna once, each other twice, and David once; David hears both of them once.
        Assert.Equal(
            $"ok: 4 members over memfd, {10 * Lines} lines heard, all in order and none missing, 1 departures noticed by all", outcome.LastLine);
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task Leaves_nothing_behind_when_it_is_interrupted()
    {
        using var program = Sandbox.Start("chat", "--members", "3", "--pause", "1000");
        await Eventually.True("all are on the bus", () => Sandbox.Entries.Count == 4);

        Signal.Interrupt.SendTo(program.Id);

        var outcome = await program.EndAsync();
        Assert.True(outcome.ExitCode == 128 + Signal.Interrupt.Number, outcome.ToString());
        Assert.Contains("Interrupted. All members have ended.", outcome.Error);
        Assert.DoesNotContain("ok:", outcome.Output);
        AssertNothingIsLeft();
    }
}
