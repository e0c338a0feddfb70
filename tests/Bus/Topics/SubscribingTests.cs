using Akka.Actor;
using Bus.Board;
using Bus.Testing;
using Bus.Testing.Actors;
using Xunit;

namespace Bus.Tests.Topics;

/// <summary>What is on the notice board for subscriptions, and how these end.</summary>
public sealed class SubscribingTests : IAsyncLifetime
{
    private const int Most = 1000;

    private static readonly Address Far = new("akka.ipc", "Far", "local", 1);

    private readonly TopicNode _node = new($"bus.topics.maximum-subscriptions = {Most}");
    private readonly RecordingRef _one = new("one");
    private readonly RecordingRef _two = new("two");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task A_subscription_is_acknowledged_when_its_notice_is()
    {
        var answer = new TaskCompletionSource();
        _node.Board.Answer = () => answer.Task;
        var first = Subscribe("a", _one);
        var same = Subscribe("a", _one);
        Task member = Subscribe("a", _one, "g"), other = Subscribe("a", _two, "g");
        Assert.All([first, same, member, other], task => Assert.False(task.IsCompleted));
        Assert.Equal(["+a", "+a g"], _node.Board.Calls);
        Assert.Equal(new Notice("topic", "a g", "2 a g"), _node.Board.LastPosted);
        answer.SetResult();
        await Task.WhenAll(first, same, member, other).WaitAsync(Eventually.Patience);
    }

    [Fact]
    public async Task The_notice_goes_with_the_last_subscriber()
    {
        await Subscribe("a", _one);
        await Subscribe("a", _two);
        await Unsubscribe("a", _one);
        await Unsubscribe("a", _one);
        Assert.Equal(["+a", "+a"], _node.Board.Calls);
        await Unsubscribe("a", _two);
        Assert.Equal(["+a", "+a", "-a"], _node.Board.Calls);
        _node.Publish("a", "hello");
        Assert.Empty(_one.Told);
        Assert.Empty(_two.Told);
    }

    [Fact]
    public async Task A_subscriber_that_stops_is_unsubscribed()
    {
        var actor = _node.System.ActorOf(Props.Create<SilentActor>());
        await Subscribe("a", actor);
        await Subscribe("b.*", actor, "g");
        await Subscribe("b.*", _one, "g");
        _node.System.Stop(actor);
        await Eventually.True("the notice is gone", () => _node.Board.Calls.Contains("-a"));
        await Eventually.True("the group has one member", () =>
        {
            _node.Publish("b.c", "x");
            _node.Publish("b.c", "x");
            return _one.Told.Count >= 2 && _one.Told.Count % 2 == 0;
        });
        Assert.DoesNotContain("-b.* g", _node.Board.Calls);
        // One that has stopped before is found out as well.
        await Subscribe("c", actor);
        await Eventually.True("the notice is gone", () => _node.Board.Calls.Contains("-c"));
    }

    [Fact]
    public async Task A_subscriber_that_comes_back_is_watched_again()
    {
        var actor = _node.System.ActorOf(Props.Create<SilentActor>());
        for (var i = 0; i < 10; i++)
        {
            await Subscribe("a", actor);
            await Unsubscribe("a", actor);
        }

        await Subscribe("b", actor);
        _node.System.Stop(actor);
        await Eventually.True("the notice is gone", () => _node.Board.Calls.Contains("-b"));
    }

    [Fact]
    public async Task What_a_peer_objects_to_is_not_subscribed()
    {
        await Subscribe("a", _one);
        var objection = new NoticeRefusedException(Far, "it is full");
        _node.Board.Answer = () => Task.FromException(objection);
        var error = await Assert.ThrowsAsync<TopicException>(() => Subscribe("b.*", _two));
        Assert.Contains("'b.*'", error.Message, StringComparison.Ordinal);
        Assert.Contains("it is full", error.Message, StringComparison.Ordinal);
        Assert.Equal(["+a", "+b.*", "-b.*"], _node.Board.Calls);
        _node.Publish("b.c", "hello");
        Assert.Empty(_two.Told);
        // The notice of a name goes with the objection: for who was there before, it is posted again.
        var answers = new Queue<Task>([Task.FromException(objection), Task.CompletedTask]);
        _node.Board.Answer = answers.Dequeue;
        await Assert.ThrowsAsync<TopicException>(() => Subscribe("a", _two));
        Assert.Equal(["+a", "+a"], _node.Board.Calls.Skip(3));
        _node.Publish("a", "hello");
        Assert.Equal(["hello"], _one.Messages);
        Assert.Empty(_two.Told);
    }

    [Fact]
    public async Task A_thousand_subscriptions_are_taken_and_one_more_is_refused()
    {
        for (var i = 0; i < Most; i++)
            await Subscribe($"t.n{i}", _one);
        var error = await Assert.ThrowsAsync<TopicException>(() => Subscribe("more", _two));
        Assert.Contains("'more'", error.Message, StringComparison.Ordinal);
        Assert.Contains("1,000 subscriptions", error.Message, StringComparison.Ordinal);
        Assert.Contains("bus.topics.maximum-subscriptions", error.Message, StringComparison.Ordinal);
        _node.Publish("t.n999", "hello");
        Assert.Equal(["hello"], _one.Messages);
        await Unsubscribe("t.n0", _one);
        await Subscribe("more", _two);
    }

    [Fact]
    public void A_peer_with_more_than_the_limit_is_told_so()
    {
        for (var i = 0; i < Most; i++)
            Assert.Null(_node.Notify("Far", $"t.n{i}", i + 1));
        Assert.Contains("bus.topics.maximum-subscriptions", _node.Notify("Far", "more", Most + 1), StringComparison.Ordinal);
        _node.Withdraw("Far", "more");
        Assert.Null(_node.Notify("Far", "t.n1", Most + 2));
        Assert.Null(_node.Notify("Other", "more", 1));
        _node.Withdraw("Far", "t.n1");
        Assert.Null(_node.Notify("Far", "more", Most + 3));
    }

    [Theory]
    [InlineData("a..b", "1 a..b")]
    [InlineData("a b c", "1 a b c")]
    [InlineData("a", "a")]
    [InlineData("a", "1 b")]
    [InlineData("a", "-1 a")]
    [InlineData("a", "99999999999999999999 a")]
    public void A_notice_that_makes_no_sense_is_objected_to(string key, string text)
    {
        Assert.NotNull(_node.Board.Reader!.OnPosted(Far, new Notice("topic", key, text)));
        _node.Board.Reader.OnWithdrawn(Far, new Notice("topic", key, text));
        _node.Publish("a", "hello");
        Assert.Empty(_node.Post.At(Far).Told);
    }

    [Fact]
    public async Task Only_an_actor_of_this_process_can_subscribe()
    {
        using var folder = new TemporaryDirectory();
        await using var node = new Lanes.LaneNode("Here", folder.Path, 0, "");
        var remote = node.Find(Far, "/user/actor");
        var error = Assert.Throws<ArgumentException>("subscriber", () => { _ = Subscribe("a", remote); });
        Assert.Contains("/user/actor", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("subscriber", () => { _ = Subscribe("a", ActorRefs.Nobody); });
        Assert.Throws<ArgumentNullException>("subscriber", () => { _ = Subscribe("a", null!); });
        Assert.Throws<ArgumentException>("topic", () => { _ = Subscribe("a.>.b", _one); });
        Assert.Throws<ArgumentException>("group", () => { _ = Subscribe("a", _one, "g.h"); });
        Assert.Empty(_node.Board.Calls);
    }

    private Task Subscribe(string topic, IActorRef subscriber, string? group = null) => _node.Exchange.Subscribe(topic, subscriber, group);

    private Task Unsubscribe(string topic, IActorRef subscriber, string? group = null) => _node.Exchange.Unsubscribe(topic, subscriber, group);
}
