using Akka.Actor;
using Akka.Event;
using Akka.Routing;
using Bus.Testing;
using Bus.Tests.Lanes;
using Bus.Tests.Lanes.Actors;
using Xunit;

namespace Bus.Tests.Services;

/// <summary>What members get of what is told to their service.</summary>
public sealed class RoutingTests : LaneTests
{
    [Fact]
    public async Task Round_robin_shares_equally_and_passes_the_sender_on()
    {
        var near = new ServiceNode(Start("Near"));
        var members = Members(near, ServiceRouting.RoundRobin);
        var (sender, _) = near.Sender();
        for (var i = 0; i < 30; i++)
            near.Service("orders").Tell(i, sender);
        await Eventually.True("all are here", () => members.All(member => member.Messages.Count == 10));
        Assert.All(members.SelectMany(member => member.Senders), seen => Assert.Same(sender, seen));
    }

    [Fact]
    public async Task Broadcast_gives_to_all()
    {
        var near = new ServiceNode(Start("Near"));
        var members = Members(near, ServiceRouting.Broadcast);
        near.Service("orders").Tell("news");
        await Eventually.True("all have it", () => members.All(member => member.Messages.Count == 1));
    }

    [Fact]
    public async Task Messages_with_a_key_go_to_one_member_each_and_without_their_envelope()
    {
        var near = new ServiceNode(Start("Near"));
        var members = Members(near, ServiceRouting.ConsistentHash);
        for (var i = 0; i < 300; i++)
            near.Service("orders").Tell(new ConsistentHashableEnvelope(i % 30, $"key {i % 30}"));
        await Eventually.True("all are here", () => members.Sum(member => member.Messages.Count) == 300);
        Assert.All(members, member => Assert.All(member.Messages.CountBy(message => message), pair => Assert.Equal(10, pair.Value)));
        Assert.Equal(30, members.Sum(member => member.Messages.Distinct().Count()));
    }

    [Fact]
    public async Task What_has_no_key_goes_to_dead_letters_and_the_log_says_what_to_do()
    {
        var near = new ServiceNode(Start("Near"));
        Members(near, ServiceRouting.ConsistentHash);
        var dead = near.Node.Published<DeadLetter>();
        var lines = near.Node.Published<Warning>();
        near.Service("orders").Tell("no key");
        near.Service("orders", new ServiceUse { HashKey = _ => throw new InvalidOperationException("broken") }).Tell("no key either");
        await Eventually.True("both are in dead letters", () => dead.Count == 2);
        await Eventually.True("the log says so", () => !lines.IsEmpty);
        Assert.Contains("ServiceUse.HashKey", lines.First().Message.ToString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_members_of_the_own_process_are_preferred_if_that_is_wanted_and_there_are_any()
    {
        var near = new ServiceNode(Start("Near"));
        var far = Start("Far");
        var recording = new Recording();
        var there = far.System.ActorOf(Props.Create(() => new RecordingActor(recording)), "there");
        Assert.Null(near.Board.Post("orders /user/there#" + there.Path.Uid, "RoundRobin 1", far.Address));
        var (here, own) = near.Recorder("orders");
        var service = near.Service("orders", new ServiceUse { PreferOwnProcess = true });
        for (var i = 0; i < 10; i++)
            service.Tell(i);
        await Eventually.True("all are here", () => own.Messages.Count == 10);
        await near.Registry.Unregister("orders", here);
        service.Tell("for the other one");
        await Eventually.True("it is there", () => !recording.Messages.IsEmpty);
        Assert.Equal(["for the other one"], recording.Messages);
    }

    [Fact]
    public async Task A_reference_that_is_told_to_another_system_leads_back_here()
    {
        var near = new ServiceNode(Start("Near"));
        var far = Start("Far");
        far.System.ActorOf(Props.Create(() => new GreetingActor()), "greeter");
        var (_, member) = near.Recorder("orders");
        var there = far.Provider.ResolveActorRef(near.Service("orders").Path.ToSerializationFormatWithAddress(near.Node.Address));
        there.Tell("from afar");
        await Eventually.True("it is here", () => member.Messages.Count == 1);
        Assert.Same(near.Service("orders"), near.Node.Provider.ResolveActorRef(near.Service("orders").Path.ToSerializationFormatWithAddress(near.Node.Address)));
    }

    [Fact]
    public void The_same_name_and_use_give_the_same_reference_and_others_another()
    {
        var near = new ServiceNode(Start("Near"));
        var service = near.Service("orders");
        Assert.Same(service, near.Service("orders", new ServiceUse()));
        Assert.Same(near.Service("orders", new ServiceUse { FailOver = true }), near.Service("orders", new ServiceUse { FailOver = true }));
        Assert.NotEqual(service, near.Service("orders", new ServiceUse { FailOver = true }));
        Assert.NotEqual(service, near.Service("2-orders"));
        Assert.Throws<ArgumentException>(() => near.Service("no name"));
        Assert.Throws<InvalidMessageException>(() => service.Tell(null!));
    }

    private static Recording[] Members(ServiceNode node, ServiceRouting routing) =>
        [.. Enumerable.Range(0, 3).Select(_ => node.Recorder("orders", routing).Recording)];
}
