using Akka.Actor;
using Bus.Topics;
using Xunit;

namespace Bus.Tests.Topics;

/// <summary>Routes: found once for each topic, and anew after each change that matters.</summary>
public sealed class InterestTableTests
{
    private static readonly Address Far = new("akka.ipc", "Far", "local", 1);

    private readonly InterestTable _table = new();
    private readonly RecordingRef _actor = new("actor");
    private readonly RecordingRef _part = new("part");
    private long _number;

    [Fact]
    public void A_route_is_kept_until_a_subscription_changes()
    {
        Assert.Null(_table.Known("a.b"));
        var none = _table.Find("a.b");
        Assert.Empty(none.Here);
        Assert.Same(none, _table.Known("a.b"));
        var subscription = New("a.*");
        Assert.True(_table.Add(subscription));
        Assert.Null(_table.Known("a.b"));
        Assert.Equal([_actor], _table.Find("a.b").Here);
        Assert.Same(_table.Find("a.b"), _table.Known("a.b"));
        Assert.True(_table.Remove(subscription));
        Assert.Null(_table.Known("a.b"));
        Assert.Empty(_table.Find("a.b").Here);
    }

    [Fact]
    public void Who_subscribes_twice_to_what_matches_is_on_the_route_once()
    {
        _table.Add(New("a.*"));
        _table.Add(New("a.>"));
        _table.Set(InterestName.Create("a.b", null), new PeerInterest(Far, _part, 1));
        _table.Set(InterestName.Create("*.b", null), new PeerInterest(Far, _part, 2));
        var route = _table.Find("a.b");
        Assert.Equal([_actor], route.Here);
        Assert.Equal([_part], route.Peers);
    }

    [Fact]
    public void Peers_come_and_go_with_their_notices()
    {
        var name = InterestName.Create("a", null);
        Assert.Null(_table.Set(name, new PeerInterest(Far, _part, 1)));
        var route = _table.Find("a");
        Assert.Equal([_part], route.Peers);
        Assert.Equal(1, _table.Set(name, new PeerInterest(Far, _part, 5))!.Number);
        Assert.Same(route, _table.Known("a"));
        Assert.False(_table.Remove("b", Far));
        Assert.True(_table.Remove("a", Far));
        Assert.False(_table.Remove("a", Far));
        Assert.Empty(_table.Find("a").Peers);
        Assert.Null(_table.InterestIn("a"));
    }

    [Fact]
    public void Groups_of_one_name_on_two_patterns_are_two_groups()
    {
        _table.Add(New("a.*", "g"));
        _table.Add(New("a.>", "g"));
        _table.Set(InterestName.Create("a.*", "g"), new PeerInterest(Far, _part, 1));
        Assert.Equal(["a.* g", "a.> g"], _table.Find("a.b").Groups.Select(group => group.Name.Text).Order());
        Assert.Empty(_table.Find("a.b").Here);
        Assert.Empty(_table.Find("a.b").Peers);
    }

    [Fact]
    public void More_topics_than_are_kept_begin_anew()
    {
        _table.Add(New("t.>"));
        for (var i = 0; i < InterestTable.MostRoutes; i++)
            _table.Find($"t.{i}");
        Assert.NotNull(_table.Known("t.0"));
        Assert.Equal([_actor], _table.Find("t.more").Here);
        Assert.NotNull(_table.Known("t.more"));
        Assert.Null(_table.Known("t.0"));
        Assert.Equal([_actor], _table.Find("t.0").Here);
    }

    [Fact]
    public void Only_the_first_and_the_last_of_a_name_are_told_from_the_others()
    {
        Subscription first = New("a"), second = New("a");
        Assert.Equal((true, false), (_table.Add(first), _table.Add(second)));
        Assert.Equal((false, true), (_table.Remove(first), _table.Remove(second)));
        Assert.False(_table.Remove(second));
    }

    private Subscription New(string pattern, string? group = null) => new(InterestName.Create(pattern, group), _actor, ++_number);
}
