using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Akka.Event;
using Akka.Remote;
using Bus.Delivery;
using Bus.Testing;
using Xunit;

namespace Bus.Tests.Lanes;

/// <summary>What is dropped is in dead letters, counted, and in the log at most once a second.</summary>
public sealed partial class DropReportTests : LaneTests
{
    [Fact]
    public async Task However_many_are_dropped_the_log_has_a_line_a_second_and_all_are_counted_in_it()
    {
        const int Count = 5000;
        var near = Start("Near");
        var recipient = (RemoteActorRef)near.Find(new("akka.ipc", "Far", "local", 1), "/user/nobody");
        var lines = near.Published<Warning>();
        var dead = near.Published<DeadLetter>();
        var began = Stopwatch.GetTimestamp();
        Parallel.For(0, Count, i => near.Lanes.Drops.Drop(new Outgoing(i, null, recipient), "a test"));
        Assert.Equal(Count, near.Lanes.Drops.Dropped);
        await Eventually.True("all are in dead letters", () => dead.Count == Count);
        await Eventually.True("the log counts all", () => Counts(lines).Sum() == Count);
        Assert.InRange(Counts(lines).Count(), 1, 1 + (int)Math.Ceiling(Stopwatch.GetElapsedTime(began).TotalSeconds));
        Assert.Equal(Enumerable.Range(0, Count), dead.Select(letter => (int)letter.Message).Order());
    }

    private static IEnumerable<int> Counts(IEnumerable<Warning> lines) => lines.Select(line => Line().Match(line.Message.ToString()!))
        .Where(match => match.Success).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex("^([0-9]+) message\\(s\\) were dropped")]
    private static partial Regex Line();
}
