using Akka.Actor;
using Akka.Event;
using Bus.Topics;
using Xunit;

namespace Bus.Tests.Topics;

/// <summary>Whom a published message is told, with peers that only note what they are sent.</summary>
public sealed class PublishingTests : IAsyncLifetime
{
    private readonly TopicNode _node = new("bus.topics.maximum-retained = 3");
    private readonly RecordingRef _sender = new("sender");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public void Each_subscriber_gets_the_message_itself_once_and_from_its_sender()
    {
        var both = _node.Subscriber("both", "prices.*", "prices.eur");
        var rest = _node.Subscriber("rest", "prices.>");
        var other = _node.Subscriber("other", "prices");
        var message = new object();
        _node.Publish("prices.eur", message, _sender);
        Assert.Equal([(message, _sender)], both.Told);
        Assert.Equal([(message, _sender)], rest.Told);
        Assert.Empty(other.Told);
    }

    [Fact]
    public void A_message_goes_once_to_each_process_that_wants_it_and_is_serialized_once()
    {
        RecordingRef first = _node.Peer("First", "prices.*", "prices.eur", "prices.> g"), second = _node.Peer("Second", "prices.>"), third = _node.Peer("Third", "trades");
        _node.Publish("prices.eur", "1.17", _sender);
        Assert.Empty(third.Told);
        var to = Assert.Single(first.Told);
        Assert.Same(_sender, to.Sender);
        var sent = Assert.IsType<OutgoingPublication>(to.Message);
        Assert.Same(sent.Plain, Assert.IsType<OutgoingPublication>(Assert.Single(second.Messages)).Plain);
        Assert.Equal(["prices.> g"], sent.Groups);
        var arrived = _node.Sent(sent);
        Assert.Equal(("prices.eur", "1.17", null), (arrived.Topic, arrived.Message, arrived.Replay));
        Assert.Equal(["prices.> g"], arrived.Groups);
    }

    [Fact]
    public void A_peer_that_has_withdrawn_gets_nothing()
    {
        var peer = _node.Peer("Peer", "a", "a g");
        _node.Withdraw("Peer", "a");
        _node.Publish("a", "for the group");
        _node.Withdraw("Peer", "a g");
        _node.Withdraw("Peer", "a g");
        _node.Publish("a", "for nobody");
        Assert.Equal("for the group", _node.Sent(Assert.Single(peer.Messages)).Message);
    }

    [Fact]
    public void What_a_peer_sends_goes_to_every_subscriber_here()
    {
        RecordingRef one = _node.Subscriber("one", "a.*"), two = _node.Subscriber("two", "a.b", ">");
        _node.Receive(new IncomingPublication("a.b", [], null, "hello"), _sender);
        Assert.Equal([("hello", _sender)], one.Told);
        Assert.Equal([("hello", _sender)], two.Told);
    }

    [Fact]
    public void The_processes_of_a_group_take_turns_and_so_do_its_members_in_one()
    {
        const int Rounds = 10;
        RecordingRef here = new("here"), here2 = new("here2");
        Assert.True(_node.Exchange.Subscribe("jobs.*", here, "g").IsCompletedSuccessfully);
        Assert.True(_node.Exchange.Subscribe("jobs.*", here2, "g").IsCompletedSuccessfully);
        RecordingRef first = _node.Peer("First", "jobs.* g"), second = _node.Peer("Second", "jobs.* g");
        for (var i = 0; i < 6 * Rounds; i++)
            _node.Publish("jobs.print", i);
        Assert.Equal([2 * Rounds, 2 * Rounds, Rounds, Rounds], [first.Told.Count, second.Told.Count, here.Told.Count, here2.Told.Count]);
        Assert.Equal(
            Enumerable.Range(0, 6 * Rounds),
            first.Messages.Concat(second.Messages).Select(message => _node.Sent(message).Message).Concat(here.Messages).Concat(here2.Messages).Cast<int>().Order());
        Assert.All(first.Messages.Cast<OutgoingPublication>(), message => Assert.Equal(["jobs.* g"], message.Groups));
    }

    [Fact]
    public void A_member_here_takes_what_its_process_was_chosen_for_and_else_it_is_a_dead_letter()
    {
        var letters = new RecordingRef("letters");
        _node.System.EventStream.Subscribe(letters, typeof(DeadLetter));
        var plain = _node.Subscriber("plain", "jobs");
        RecordingRef one = new("one"), two = new("two");
        _node.Exchange.Subscribe("jobs", one, "g");
        _node.Exchange.Subscribe("jobs", two, "g");
        for (var i = 0; i < 4; i++)
            _node.Receive(new IncomingPublication("jobs", ["jobs g"], null, i), _sender);
        _node.Receive(new IncomingPublication("jobs", ["jobs gone"], null, "late"), _sender);
        Assert.Equal([2, 2, 5], [one.Told.Count, two.Told.Count, plain.Told.Count]);
        Assert.Equal("late", Assert.IsType<DeadLetter>(Assert.Single(letters.Messages)).Message);
    }

    [Fact]
    public void A_message_that_cannot_be_serialized_reaches_the_subscribers_here_and_an_error_is_logged()
    {
        var errors = new RecordingRef("errors");
        _node.System.EventStream.Subscribe(errors, typeof(Error));
        var here = _node.Subscriber("here", "a");
        var peer = _node.Peer("Peer", "a");
        var message = new Unwritable();
        _node.Publish("a", message);
        Assert.Equal([message], here.Messages);
        Assert.Empty(peer.Told);
        Assert.Contains("published to 'a'", Assert.Single(errors.Messages).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_lane_keeps_the_message_from_nobody_else()
    {
        RecordingRef first = _node.Peer("First", "a"), second = _node.Peer("Second", "a", "a g");
        first.OnTold = _ => throw new LaneFullException("full");
        second.OnTold = _ => throw new LaneFullException("full too");
        var third = _node.Peer("Third", "a");
        Assert.Throws<LaneFullException>(() => _node.Publish("a", "hello"));
        Assert.Single(third.Told);
    }

    [Fact]
    public void Bad_input_is_said_and_changes_nothing()
    {
        var here = _node.Subscriber("here", ">");
        Assert.Throws<ArgumentNullException>("topic", () => _node.Publish(null!, "x"));
        Assert.Throws<ArgumentNullException>("message", () => _node.Publish("a", null!));
        Assert.Throws<ArgumentException>("topic", () => _node.Publish("a.*", "x"));
        Assert.Throws<ArgumentException>("topic", () => _node.Publish("a..b", "x", retain: true));
        Assert.Throws<ArgumentException>("topic", () => _node.Exchange.ClearRetained("a b"));
        _node.Receive("no publication", _sender);
        _node.Receive(new IncomingPublication("a..b", [""], null, "x"), _sender);
        Assert.Empty(here.Told);
        _node.Publish("a", "y");
        Assert.Equal(["y"], here.Messages);
    }

    [Fact]
    public async Task Untrusted_peers_cannot_publish_what_harms()
    {
        await using var node = new TopicNode("akka.remote.untrusted-mode = on");
        var here = node.Subscriber("here", "a");
        node.Receive(new IncomingPublication("a", [], null, PoisonPill.Instance), _sender);
        node.Receive(new IncomingPublication("a", [], null, "hello"), _sender);
        Assert.Equal(["hello"], here.Messages);
    }

    private sealed class Unwritable
    {
        public string Value => throw new InvalidOperationException("It will not be written.");
    }
}
