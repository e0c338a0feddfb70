using System.Globalization;
using Akka.Actor;
using Bus.Examples.Prices;
using Bus.Examples.Processes;
using Xunit;

namespace Bus.Examples.Tests;

/// <summary>The price feed's own check finds what it is for.</summary>
public sealed class PricesCheckTests
{
    private const string Slow = "akka.ipc://slow@examples:2";

    private static readonly ConsumerStanding AllOfIt = new(100, 0, 0, 0, 1, 2, 3);

    // A hundred were published; 60 handled, 30 dropped by the mailbox, 10 by its lane.
    private static readonly ConsumerStanding PartOfIt = new(60, 30, 40, 0, 500, 600, 700);

    [Theory]
    [InlineData("1 2 3", 0, 0)]
    [InlineData("1 4", 2, 0)]
    [InlineData("3", 2, 0)]
    [InlineData("1 2 1", 0, 1)]
    [InlineData("2 2", 1, 1)]
    public void Gaps_and_disorder_are_counted(string numbers, long missing, long disorder)
    {
        var book = new ConsumerBook();
        foreach (var (number, i) in numbers.Split(' ').Select((text, i) => (long.Parse(text, CultureInfo.InvariantCulture), i)))
        {
            book.Add(new Quote(Publisher: 0, Symbol: 0, number, 1, 0));
            // Other publishers and symbols have numbers of their own.
            book.Add(new Quote(Publisher: 1, Symbol: 0, i + 1, 1, 0));
            book.Add(new Quote(Publisher: 0, Symbol: 1, i + 1, 1, 0));
        }

        Assert.Equal((missing, disorder), (book.Standing(0).Missing, book.Standing(0).Disorder));
    }

    [Fact]
    public void All_is_well_if_the_slow_one_alone_drops_and_all_is_accounted_for() => Assert.Empty(Problems(AllOfIt, PartOfIt));

    [Fact]
    public void Finds_what_is_lost() =>
        Assert.Contains(
            "of 100 quotes, 1 were neither handled by consumer 2 nor counted as dropped", Problems(AllOfIt, PartOfIt with { Received = 59 }));

    [Fact]
    public void Finds_gaps_that_no_drop_explains() =>
        Assert.Contains("consumer 2 misses 41 quotes, more than were counted as dropped", Problems(AllOfIt, PartOfIt with { Missing = 41 }));

    [Fact]
    public void Finds_disorder() =>
        Assert.Contains("consumer 1 got 2 quotes after later ones of the same publisher and symbol", Problems(AllOfIt with { Disorder = 2 }, PartOfIt));

    [Fact]
    public void Finds_that_a_fast_one_suffers() =>
        Assert.Equal(
            ["consumer 1 is fast and got 99 quotes of 100", "consumer 1 is fast and lags 500 ms behind, the slow one 500 ms"],
            Problems(AllOfIt with { Received = 99, Dropped = 1, LagMedian = 500 }, PartOfIt));

    private static string[] Problems(ConsumerStanding fast, ConsumerStanding slow)
    {
        var market = new Market([MemberAt("akka.ipc://publisher@examples:3")], [MemberAt("akka.ipc://fast@examples:1"), MemberAt(Slow)]);
        market.Set(0, new PublisherStanding(100, true, new() { [Slow] = 10 }));
        market.Set(0, fast);
        market.Set(1, slow);
        return [.. PricesCheck.Problems(market)];
    }

    private static Member MemberAt(string address) => new(1, null!, new PathOnly(new RootActorPath(Address.Parse(address)) / "user" / "member"));

    private sealed class PathOnly(ActorPath path) : MinimalActorRef
    {
        public override ActorPath Path => path;

        public override IActorRefProvider Provider => throw new NotSupportedException();
    }
}
