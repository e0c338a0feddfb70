using Xunit;

namespace Bus.Tests.Topics;

/// <summary>Retained messages of other processes.</summary>
public sealed class RetainedElsewhereTests : TopicTests
{
    [Fact]
    public async Task A_later_subscriber_gets_the_last_one_and_earlier_ones_do_not_get_it_again()
    {
        var near = Start("Near", NoDrops);
        var peer = await StartPeer(near, "Peer");
        var bus = MessageBus.Get(near.System);
        bus.Publish("prices.eur", "old", retain: true);
        bus.Publish("prices.eur", "eur", retain: true);
        bus.Publish("prices.usd", "usd", retain: true);
        bus.Publish("trades", "trade", retain: true);
        await Do(near, peer, "subscribe exact prices.eur");
        await Do(near, peer, "subscribe wild prices.*");
        await Do(near, peer, "subscribe late prices.*");
        await Do(near, peer, "subscribe member prices.* g");
        foreach (var subscriber in new[] { "wild", "late" })
            await HasTexts(near, peer, subscriber, "eur", "usd");
        bus.Publish("prices.eur", "live");
        await HasTexts(near, peer, "exact", "eur", "live");
        await HasTexts(near, peer, "wild", "eur", "usd", "live");
        await HasTexts(near, peer, "late", "eur", "usd", "live");
        await HasTexts(near, peer, "member", "live");
    }

    [Fact]
    public async Task A_process_that_starts_later_gets_them_too_and_each_process_has_its_own()
    {
        var near = Start("Near", NoDrops);
        var first = await StartPeer(near, "First");
        MessageBus.Get(near.System).Publish("t", "near", retain: true);
        await Do(near, first, "retain t first");
        var second = await StartPeer(near, "Second");
        await Know(near, first, second);
        await Do(near, second, "subscribe s >");
        await HasTexts(near, second, "s", "near", "first");
        Assert.Equal(0, await first.Leave());
        await Do(near, second, "subscribe late >");
        await HasTexts(near, second, "late", "near");
    }
}
