using Akka.Event;
using Bus.Testing;
using Bus.Testing.Lanes;
using Xunit;

namespace Bus.Tests.Topics;

/// <summary>Publishers and subscribers in several processes.</summary>
public sealed class ProcessesTests : TopicTests
{
    private const int Count = 5000;

    [Theory]
    [InlineData(NoDrops)]
    [InlineData("bus.lanes.enabled = off")]
    public async Task Every_subscriber_gets_everything_once_and_in_order(string settings)
    {
        var near = Start("Near", settings);
        var peers = new[] { await StartPeer(near, "First", settings), await StartPeer(near, "Second", settings) };
        var here = Subscriber(near);
        await MessageBus.Get(near.System).Subscribe("prices.>", here.Actor);
        foreach (var peer in peers)
        {
            await Do(near, peer, "subscribe exact prices.eur");
            await Do(near, peer, "subscribe wild prices.*");
            await Do(near, peer, "subscribe twice prices.eur");
            await Do(near, peer, "subscribe twice >");
            await Do(near, peer, "subscribe other prices.usd");
        }

        await Publish(near, "prices.eur", Flood.Senders(near.System, 2), Count);
        // Both count in the name of an actor called topics, and no subscriber can tell them apart: so one after the other.
        foreach (var peer in peers)
            await Do(near, peer, $"publish prices.{peer.Id} {Count}");
        foreach (var peer in peers)
        {
            await HasAll(near, peer, "exact", 2, Count);
            Assert.Equal(0, (await Numbers(near, peer, "other")).Received);
        }

        await Eventually.True("all are here", () => here.Numbers.Received == 4 * Count);
    }

    [Fact]
    public async Task A_message_crosses_once_to_each_process_with_subscribers_and_to_no_other()
    {
        var near = Start("Near", "akka.loglevel = DEBUG, akka.remote.log-sent-messages = on");
        var first = await StartPeer(near, "First");
        var second = await StartPeer(near, "Second");
        await StartPeer(near, "Bystander");
        for (var i = 0; i < 5; i++)
        {
            await Do(near, first, $"subscribe s{i} a.*");
            await Do(near, first, $"subscribe s{i} a.b");
            await Do(near, second, $"subscribe s{i} a.>");
        }

        var sent = near.Published<Debug>();
        MessageBus.Get(near.System).Publish("a.b", "hello");
        for (var i = 0; i < 5; i++)
        {
            await HasTexts(near, first, $"s{i}", "hello");
            await HasTexts(near, second, $"s{i}", "hello");
        }

        var crossings = LinesOf("a.b");
        Assert.Equal(2, crossings.Length);
        Assert.Single(crossings, line => line.Contains("//First@", StringComparison.Ordinal));
        Assert.Single(crossings, line => line.Contains("//Second@", StringComparison.Ordinal));
        for (var i = 0; i < 5; i++)
            await Do(near, second, $"stop s{i}");
        // An actor's end takes a moment to be noticed. Of the same topic twice: when the second is sent to First, the first was sent to all.
        var round = 0;
        await Eventually.True("only the first process is published to", () =>
        {
            var topic = $"a.c{++round}";
            MessageBus.Get(near.System).Publish(topic, "more");
            MessageBus.Get(near.System).Publish(topic, "more");
            Assert.True(SpinWait.SpinUntil(() => LinesOf(topic).Count(line => line.Contains("//First@", StringComparison.Ordinal)) == 2, Eventually.Patience));
            return !LinesOf(topic).Any(line => line.Contains("//Second@", StringComparison.Ordinal));
        });

        string[] LinesOf(string topic) => [.. sent.Select(line => line.Message.ToString()!)
            .Where(line => line.Contains($"a publication of '{topic}'", StringComparison.Ordinal))];
    }

    [Fact]
    public async Task A_subscription_is_in_force_everywhere_when_it_is_acknowledged()
    {
        var near = Start("Near", NoDrops);
        var first = await StartPeer(near, "First");
        var second = await StartPeer(near, "Second");
        var bus = MessageBus.Get(near.System);
        for (var i = 0; i < 50; i++)
        {
            var here = Subscriber(near);
            await bus.Subscribe($"t.{i}", here.Actor);
            await Do(near, first, $"publish t.{i} 1");
            await Eventually.True("it is here", () => here.Numbers.Received == 1);
            await Do(near, first, $"subscribe s u.{i}");
            bus.Publish($"u.{i}", $"near{i}");
            await Do(near, second, $"retain u.{i} second{i}");
        }

        await HasTexts(near, first, "s", [.. Enumerable.Range(0, 50).SelectMany(i => new[] { $"near{i}", $"second{i}" })]);
    }

    [Fact]
    public async Task Large_messages_stay_in_order_with_small_ones()
    {
        const string Settings = NoDrops + "\nbus.lanes.maximum-message-size = 16 MiB";
        var near = Start("Near", Settings);
        var peer = await StartPeer(near, "Peer", Settings);
        await Do(near, peer, "subscribe s t");
        var sender = Flood.Senders(near.System, 1)[0];
        var sent = Enumerable.Range(0, 60).Select(i => i % 3 == 0 ? $"{i}{new string('x', 200_000)}" : $"{i}").ToArray();
        foreach (var text in sent)
            MessageBus.Get(near.System).Publish("t", text, sender);
        await HasTexts(near, peer, "s", sent);
        Assert.Equal(string.Join(' ', sent), await Tell<string>(near, peer, "texts s"));
    }

    [Fact]
    public async Task A_group_of_several_processes_takes_each_message_once()
    {
        var near = Start("Near", NoDrops);
        var first = await StartPeer(near, "First");
        var second = await StartPeer(near, "Second");
        var here = Subscriber(near);
        var bus = MessageBus.Get(near.System);
        await bus.Subscribe("jobs.*", here.Actor, "workers");
        await Do(near, first, "subscribe one jobs.* workers");
        await Do(near, first, "subscribe two jobs.* workers");
        await Do(near, second, "subscribe one jobs.* workers");
        await Do(near, second, "subscribe other jobs.> workers");
        var texts = Enumerable.Range(0, 600).Select(i => $"{i}").ToArray();
        foreach (var text in texts)
            bus.Publish("jobs.print", text);
        await HasTexts(near, second, "other", texts);
        var theirs = await Until(
            async () => (string[])[.. await Texts(near, first, "one"), .. await Texts(near, first, "two"), .. await Texts(near, second, "one")],
            seen => seen.Length + here.Texts.Count >= texts.Length);
        Assert.Equal(texts.Order(), theirs.Concat(here.Texts).Order());
        Assert.Equal(200, here.Texts.Count);
    }

    [Fact]
    public async Task A_thousand_subscriptions_of_one_process_are_in_force_in_another()
    {
        const int Many = 1000;
        var near = Start("Near", NoDrops);
        var peer = await StartPeer(near, "Peer");
        var here = Subscriber(near);
        var bus = MessageBus.Get(near.System);
        await Task.WhenAll(Enumerable.Range(0, Many).Select(i => bus.Subscribe($"t.n{i}", here.Actor))).WaitAsync(Eventually.Patience);
        foreach (var i in new[] { 0, 499, Many - 1 })
            await Do(near, peer, $"publish t.n{i} 1");
        await Eventually.True("they are here", () => here.Numbers.Received == 3);
    }

    [Fact]
    public async Task More_than_another_process_takes_are_refused_there_and_the_rest_works()
    {
        var near = Start("Near", "bus.topics.maximum-subscriptions = 10");
        var peer = await StartPeer(near, "Peer");
        for (var i = 0; i < 10; i++)
            await Do(near, peer, $"subscribe s t.{i}");
        var refusal = await Tell<string>(near, peer, "subscribe s more");
        Assert.Contains("'more'", refusal, StringComparison.Ordinal);
        Assert.Contains("bus.topics.maximum-subscriptions", refusal, StringComparison.Ordinal);
        Assert.Contains(near.Address.ToString(), refusal, StringComparison.Ordinal);
        Assert.Contains("is no topic to subscribe to", await Tell<string>(near, peer, "subscribe s a..b"), StringComparison.Ordinal);
        MessageBus.Get(near.System).Publish("more", "refused");
        MessageBus.Get(near.System).Publish("t.9", "taken");
        await HasTexts(near, peer, "s", "taken");
    }
}
