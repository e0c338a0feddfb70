using Bus.Examples.Chat;
using Xunit;

namespace Bus.Examples.Tests;

/// <summary>The chat's own check finds what it is for.</summary>
public sealed class ChatCheckTests
{
    [Theory]
    [InlineData("1 2 3", 1, 3, 0)]
    [InlineData("4 5", 4, 5, 0)]
    [InlineData("1 3 4", 1, 1, 2)]
    [InlineData("1 2 2", 1, 2, 1)]
    [InlineData("2 1", 2, 2, 1)]
    [InlineData("", 0, 0, 0)]
    public void Lines_count_as_long_as_none_is_missing(string numbers, int first, int last, int stray)
    {
        var heard = numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)
            .Aggregate(HeardOf.Nothing, (heard, number) => heard.Add(new Line("Anna", LineKind.Said, number, "")));

        Assert.Equal((first, last, stray), (heard.First, heard.Last, heard.Stray));
    }

    [Theory]
    [InlineData(1, 10, 0, null)]
    [InlineData(1, 9, 0, "Ben heard lines 1 to 9 of Anna and 0 stray ones, and not 1 to 10")]
    [InlineData(2, 10, 0, "Ben heard lines 2 to 10 of Anna and 0 stray ones, and not 1 to 10")]
    [InlineData(1, 10, 1, "Ben heard lines 1 to 10 of Anna and 1 stray ones, and not 1 to 10")]
    public void Every_line_has_to_be_heard_in_order(int first, int last, int stray, string? problem) =>
        AssertProblem(problem, departure: null, new HeardOf(first, last, stray, false, null, 0));

    [Theory]
    [InlineData(7, PeerDownReason.Crashed, false, null)]
    [InlineData(7, PeerDownReason.ShutDown, false, "Ben takes Anna for ShutDown, not for Crashed")]
    [InlineData(7, null, false, "Ben takes Anna for present, not for Crashed")]
    [InlineData(7, PeerDownReason.Crashed, true, "Ben heard a goodbye of Anna")]
    public void Of_one_that_was_killed_only_the_end_may_be_missing(int last, PeerDownReason? seen, bool goodbye, string? problem) =>
        AssertProblem(problem, PeerDownReason.Crashed, new HeardOf(1, last, 0, goodbye, seen, 0));

    [Fact]
    public void Who_leaves_says_goodbye() =>
        AssertProblem("Ben heard no goodbye of Anna", PeerDownReason.ShutDown, new HeardOf(1, 10, 0, false, PeerDownReason.ShutDown, 0));

    private static void AssertProblem(string? problem, PeerDownReason? departure, HeardOf heard)
    {
        var anna = new Participant("Anna", null!) { Said = 10, Departure = departure };
        var ben = new Participant("Ben", null!) { Heard = new Heard(ChatRun.Motto, new() { ["Anna"] = heard }) };

        Assert.Equal(problem is null ? [] : [problem], ChatCheck.Problems([anna, ben]));
    }
}
