using Akka.Actor;
using Akka.Event;
using Bus.Testing;
using Bus.Tests.Lanes;
using Xunit;

namespace Bus.Tests.Services;

/// <summary>Messages to a service that has no member.</summary>
public sealed class BufferingTests : LaneTests
{
    [Fact]
    public async Task What_has_waited_for_the_first_member_arrives_in_order_before_all_else()
    {
        const int Early = 1000;
        const int Late = 2000;
        var near = new ServiceNode(Start("Near", $"bus.services.buffer = {Early + Late}"));
        var service = near.Service("orders");
        for (var i = 0; i < Early; i++)
            service.Tell(i);
        using var half = new ManualResetEventSlim();
        var telling = Task.Run(() =>
        {
            for (var i = Early; i < Early + Late; i++)
            {
                service.Tell(i);
                if (i == Early)
                    half.Set();
            }
        });
        half.Wait(Eventually.Patience);
        var (_, member) = near.Recorder("orders");
        await telling;
        await Eventually.True("all are here", () => member.Messages.Count == Early + Late);
        Assert.Equal(Enumerable.Range(0, Early + Late), member.Messages.Cast<int>());
    }

    [Fact]
    public async Task More_than_there_is_room_for_go_to_dead_letters_at_once()
    {
        var near = new ServiceNode(Start("Near", "bus.services.buffer = 3"));
        var dead = near.Node.Published<DeadLetter>();
        var (sender, _) = near.Sender();
        var service = near.Service("orders");
        for (var i = 0; i < 5; i++)
            service.Tell(i, sender);
        await Eventually.True("two are dropped", () => dead.Count == 2);
        Assert.Equal([3, 4], dead.Select(letter => letter.Message));
        Assert.All(dead, letter => Assert.Equal((service, sender), (letter.Recipient, letter.Sender)));
        var (_, member) = near.Recorder("orders");
        await Eventually.True("the others are here", () => member.Messages.Count == 3);
        Assert.Equal([0, 1, 2], member.Messages);
    }

    [Fact]
    public async Task What_has_waited_for_too_long_goes_to_dead_letters_and_the_log_says_so_once()
    {
        var near = new ServiceNode(Start("Near", "bus.services.buffer-timeout = 100 ms"));
        var dead = near.Node.Published<DeadLetter>();
        var lines = near.Node.Published<Warning>();
        for (var i = 0; i < 10; i++)
            near.Service("orders").Tell(i);
        await Eventually.True("all are in dead letters", () => dead.Count == 10);
        Assert.Equal(Enumerable.Range(0, 10), dead.Select(letter => (int)letter.Message));
        await Eventually.True("the log says so", () => !lines.IsEmpty);
        Assert.Contains("'orders': it had no member for bus.services.buffer-timeout = 0.1 s", Assert.Single(lines.Take(1)).Message.ToString()!, StringComparison.Ordinal);
        near.Service("orders").Tell("later");
        var (_, member) = near.Recorder("orders");
        await Eventually.True("the next one is here", () => member.Messages.Count == 1);
        Assert.Equal(["later"], member.Messages);
    }

    [Fact]
    public async Task When_the_last_member_is_gone_messages_wait_again()
    {
        var near = new ServiceNode(Start("Near"));
        var (first, _) = near.Recorder("orders");
        await near.Registry.Unregister("orders", first);
        near.Service("orders").Tell("for the next one");
        var (_, member) = near.Recorder("orders");
        await Eventually.True("it is here", () => member.Messages.Count == 1);
    }
}
