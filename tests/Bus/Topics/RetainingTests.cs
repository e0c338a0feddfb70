using Bus.Topics;
using Xunit;

namespace Bus.Tests.Topics;

/// <summary>The last message of a topic, for those who come later.</summary>
public sealed class RetainingTests : IAsyncLifetime
{
    private readonly TopicNode _node = new("bus.topics.maximum-retained = 3");
    private readonly RecordingRef _sender = new("sender");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Theory]
    [InlineData("prices.eur")]
    [InlineData("prices.*")]
    [InlineData(">")]
    public void A_later_subscriber_gets_the_last_one(string pattern)
    {
        _node.Publish("prices.eur", "old", retain: true);
        _node.Publish("prices.eur", "last", _sender, retain: true);
        _node.Publish("prices.eur", "in between");
        var here = _node.Subscriber("here", pattern);
        Assert.Equal([("last", _sender)], here.Told);
        Assert.True(_node.Exchange.Subscribe(pattern, here, null).IsCompletedSuccessfully);
        Assert.Single(here.Told);
    }

    [Fact]
    public void Nobody_else_does()
    {
        var earlier = _node.Subscriber("earlier", "a");
        _node.Publish("a", "kept", retain: true);
        var other = _node.Subscriber("other", "b", "a.>");
        var member = new RecordingRef("member");
        Assert.True(_node.Exchange.Subscribe("a", member, "g").IsCompletedSuccessfully);
        var peer = _node.Peer("Peer", "b", "a g");
        Assert.Equal(["kept"], earlier.Messages);
        Assert.Empty(other.Told);
        Assert.Empty(member.Told);
        Assert.Empty(peer.Told);
    }

    [Fact]
    public void A_peer_is_sent_it_for_its_new_subscribers_only()
    {
        _node.Publish("a.b", "kept", _sender, retain: true);
        var peer = _node.Peer("Peer");
        Assert.Null(_node.Notify("Peer", "a.*", 3));
        Assert.Null(_node.Notify("Peer", "a.*", 7));
        Assert.Equal([new Replay("a.*", 0, 3), new Replay("a.*", 3, 7)], peer.Messages.Select(message => _node.Sent(message).Replay));
        Assert.All(peer.Told, told => Assert.Same(_sender, told.Sender));
        Assert.All(peer.Messages, message => Assert.Equal("kept", _node.Sent(message).Message));
        Assert.Single(peer.Messages.Cast<OutgoingPublication>().Select(message => message.Plain).Distinct());
    }

    [Fact]
    public void What_a_peer_retains_goes_to_the_subscribers_whose_numbers_it_names()
    {
        RecordingRef first = _node.Subscriber("first", "a"), second = _node.Subscriber("second", "a"), third = _node.Subscriber("third", "a");
        Assert.Equal("3 a", _node.Board.LastPosted!.Text);
        _node.Receive(new IncomingPublication("a", [], new Replay("a", 1, 2), "kept"), _sender);
        Assert.Equal([("kept", _sender)], second.Told);
        Assert.Empty(first.Told);
        Assert.Empty(third.Told);
        _node.Receive(new IncomingPublication("a", [], new Replay("nobody", 0, 9), "kept"), _sender);
    }

    [Fact]
    public void It_is_kept_until_it_is_cleared()
    {
        _node.Publish("a", "kept", retain: true);
        Assert.True(_node.Exchange.ClearRetained("a"));
        Assert.False(_node.Exchange.ClearRetained("a"));
        Assert.Empty(_node.Subscriber("here", "a").Told);
        Assert.Empty(_node.Peer("Peer", "a").Told);
    }

    [Fact]
    public void More_than_the_limit_are_refused_and_told_nobody()
    {
        var here = _node.Subscriber("here", ">");
        for (var i = 0; i < 3; i++)
            _node.Publish($"t{i}", i, retain: true);
        var error = Assert.Throws<TopicException>(() => _node.Publish("more", "x", retain: true));
        Assert.Contains("'more'", error.Message, StringComparison.Ordinal);
        Assert.Contains("bus.topics.maximum-retained", error.Message, StringComparison.Ordinal);
        _node.Publish("t0", "again", retain: true);
        _node.Publish("more", "not retained");
        Assert.Equal([0, 1, 2, "again", "not retained"], here.Messages);
        Assert.True(_node.Exchange.ClearRetained("t1"));
        _node.Publish("more", "x", retain: true);
        Assert.Equal(["again", 2, "x"], _node.Subscriber("late", ">").Messages.OrderBy(message => message.ToString() switch { "again" => 0, "2" => 1, _ => 2 }));
    }

    /// <summary>A peer subscribes while a publisher counts: whatever the moment, what it gets never goes back.</summary>
    [Fact]
    public async Task A_retained_message_never_comes_after_a_later_one()
    {
        for (var round = 0; round < 2_000; round++)
        {
            var peer = _node.Peer($"Peer{round}");
            var publishing = Task.Run(() =>
            {
                for (var i = 0; i < 50; i++)
                    _node.Publish("counted", i, retain: i % 2 == 0);
            });
            Assert.Null(_node.Notify($"Peer{round}", "counted", 1));
            await publishing;
            var numbers = peer.Messages.Select(message => (int)_node.Sent(message).Message).SkipWhile((number, i) => i == 0 && number == 48).ToArray();
            Assert.Equal(numbers.Order(), numbers);
            _node.Withdraw($"Peer{round}", "counted");
        }
    }
}
