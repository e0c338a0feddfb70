using System.Globalization;
using Bus.Testing;
using Bus.Testing.Processes;
using Xunit;

namespace Bus.Examples.Tests;

/// <summary>The price feed as its user runs it.</summary>
public sealed class PricesTests : ExampleTests
{
    [Theory]
    [InlineData("memfd")]
    [InlineData("unix")]
    public async Task A_slow_consumer_drops_what_is_too_much_for_it_and_delays_nobody(string mechanism)
    {
        var outcome = await Sandbox.RunAsync("prices", "--seconds", "2", "--rate", "5000", "--mechanism", mechanism);

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.StartsWith($"ok: 20000 quotes for 3 consumers over {mechanism}, ", outcome.LastLine);
        Assert.Contains("20,000 quotes from 2 publishers", outcome.Output);
        foreach (var fast in new[] { "1", "2" })
            Assert.Equal(20_000, Number(outcome, fast, 1));
        // It can do a thousand a second.
        Assert.InRange(Number(outcome, "3 (slow)", 1), 1, 15_000);
        Assert.Equal(20_000, Number(outcome, "3 (slow)", 1) + Number(outcome, "3 (slow)", 2) + Number(outcome, "3 (slow)", 3));
        Assert.Equal("", outcome.Error);
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task A_consumer_that_stands_still_loses_what_its_lanes_cannot_hold_and_delays_nobody()
    {
        var outcome = await Sandbox.RunAsync("prices", "--publishers", "1", "--seconds", "12", "--rate", "10000", "--stop-one");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Equal(120_000, Number(outcome, "1", 1));
        Assert.NotEqual(0, Number(outcome, "3 (slow)", 3));
        Assert.Equal(
            120_000, Number(outcome, "3 (slow)", 1) + Number(outcome, "3 (slow)", 2) + Number(outcome, "3 (slow)", 3));
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task Leaves_nothing_behind_when_it_is_interrupted()
    {
        using var program = Sandbox.Start("prices", "--seconds", "60");
        await Eventually.True("all are on the bus", () => Sandbox.Entries.Count == 6);

        Signal.Terminate.SendTo(program.Id);

        var outcome = await program.EndAsync();
        Assert.True(outcome.ExitCode == 128 + Signal.Terminate.Number, outcome.ToString());
        Assert.Contains("Interrupted. All processes have ended.", outcome.Error);
        Assert.DoesNotContain("ok:", outcome.Output);
        AssertNothingIsLeft();
    }

    private static int Number(Outcome outcome, string row, int column) =>
        int.Parse(outcome.Cell(row, column), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}
