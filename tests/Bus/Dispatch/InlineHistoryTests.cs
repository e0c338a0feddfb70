using Bus.Dispatch;
using Xunit;

namespace Bus.Tests.Dispatch;

public sealed class InlineHistoryTests
{
    private const int Hash = 0x1234;
    private const int SameEntry = Hash + 512;
    private const long Slow = 100;

    private readonly InlineHistory _history = new(Slow);

    [Fact]
    public void A_slow_turn_alone_has_no_consequence()
    {
        _history.Record(Hash, Slow);
        Assert.Equal(0, TurnsOnThePool(Hash));
        _history.Record(Hash, Slow - 1);
        _history.Record(Hash, Slow);
        Assert.Equal(0, TurnsOnThePool(Hash));
    }

    [Fact]
    public void Slow_turns_in_a_row_cost_ever_more_turns_up_to_a_limit()
    {
        _history.Record(Hash, Slow);
        for (var ban = InlineHistory.FirstBan; ban <= InlineHistory.LongestBan; ban *= 2)
        {
            _history.Record(Hash, Slow);
            Assert.Equal(ban, TurnsOnThePool(Hash));
        }

        _history.Record(Hash, Slow);
        Assert.Equal(InlineHistory.LongestBan, TurnsOnThePool(Hash));
    }

    [Fact]
    public void A_quick_trial_ends_the_matter()
    {
        _history.Banish(Hash);
        Assert.Equal(InlineHistory.LongestBan, TurnsOnThePool(Hash));
        _history.Record(Hash, Slow - 1);
        _history.Record(Hash, Slow);
        Assert.Equal(0, TurnsOnThePool(Hash));
    }

    [Fact]
    public void A_quick_mailbox_does_not_suffer_for_a_slow_one_in_the_same_entry()
    {
        _history.Banish(Hash);
        Assert.True(_history.MayRunInline(SameEntry));
        _history.Record(SameEntry, 1);
        Assert.Equal(InlineHistory.LongestBan, TurnsOnThePool(Hash));
    }

    [Fact]
    public void Off_it_forgives_everything()
    {
        var off = new InlineHistory(long.MaxValue);
        off.Record(Hash, long.MaxValue);
        off.Record(Hash, long.MaxValue);
        off.Banish(Hash);
        Assert.True(off.MayRunInline(Hash));
    }

    private int TurnsOnThePool(int hash)
    {
        var turns = 0;
        while (!_history.MayRunInline(hash))
            turns++;
        return turns;
    }
}
