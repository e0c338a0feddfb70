using System.Globalization;
using Akka.Actor;
using Akka.Routing;
using Bus.Services;
using Bus.Testing;
using Bus.Testing.Processes;
using Bus.Tests.Lanes;
using Xunit;

namespace Bus.Tests.Services;

/// <summary>Services whose members are in processes of their own.</summary>
public sealed class ServiceProcessTests : LaneTests
{
    private static readonly ServiceUse FailOver = new() { FailOver = true };

    [Fact]
    public async Task What_waits_for_the_first_member_gets_to_another_process()
    {
        var near = MessageBus.Get(Start("Near", "bus.services.buffer-timeout = 1 m").System);
        var answer = near.Service("orders").Ask<int>("who are you?", Eventually.Patience);
        var member = await StartMember();
        Assert.Equal(member.Id, await answer);
    }

    [Fact]
    public async Task Members_in_all_processes_are_served_by_round_robin()
    {
        var node = Start("Near");
        var near = MessageBus.Get(node.System);
        PeerProcess[] members = [await StartMember(), await StartMember()];
        await near.Register("orders", node.Echo());
        await HasMembers(near, 3);
        var answers = new List<int>();
        for (var i = 0; i < 30; i++)
            answers.Add(await near.Service("orders").Ask<int>(i, Eventually.Patience));
        Assert.All(members, member => Assert.Equal(10, answers.Count(id => id == member.Id)));
    }

    [Fact]
    public async Task A_key_has_the_same_member_from_every_process()
    {
        PeerProcess[] members = [await StartMember(ServiceRouting.ConsistentHash), await StartMember(ServiceRouting.ConsistentHash)];
        MessageBus[] users = [MessageBus.Get(Start("Near").System), MessageBus.Get(Start("Far").System)];
        foreach (var user in users)
            await HasMembers(user, 2);
        var seen = new HashSet<int>();
        for (var i = 0; i < 50; i++)
        {
            var message = new ConsistentHashableEnvelope(i, $"customer {i}");
            var one = await users[0].Service("orders").Ask<int>(message, Eventually.Patience);
            Assert.Equal(one, await users[1].Service("orders").Ask<int>(message, Eventually.Patience));
            seen.Add(one);
        }

        Assert.Equal(members.Select(member => member.Id).Order(), seen.Order());
    }

    [Fact]
    public async Task The_members_of_a_killed_process_vanish_and_the_others_go_on()
    {
        var near = MessageBus.Get(Start("Near").System);
        var (doomed, other) = (await StartMember(), await StartMember());
        await HasMembers(near, 2);
        doomed.Kill();
        await HasMembers(near, 1);
        for (var i = 0; i < 10; i++)
            Assert.Equal(other.Id, await near.Service("orders").Ask<int>(i, Eventually.Patience));
    }

    [Theory]
    [InlineData(ServiceRouting.RoundRobin)]
    [InlineData(ServiceRouting.LeastOutstanding)]
    public async Task A_question_whose_member_is_killed_before_it_answers_is_answered_by_another(ServiceRouting routing)
    {
        var near = MessageBus.Get(Start("Near").System);
        var doomed = await StartMember(routing, isSilent: true);
        await HasMembers(near, 1);
        var answer = near.Service("orders", FailOver).Ask<int>("who are you?", Eventually.Patience);
        Assert.Equal("got who are you?", await doomed.NextLine());
        var other = await StartMember(routing);
        await HasMembers(near, 2);
        Assert.False(answer.IsCompleted);
        doomed.Kill();
        Assert.Equal(other.Id, await answer);
    }

    [Fact]
    public async Task A_question_whose_only_member_is_killed_waits_for_the_next_one()
    {
        var near = MessageBus.Get(Start("Near", "bus.services.buffer-timeout = 1 m").System);
        var doomed = await StartMember(isSilent: true);
        var answer = near.Service("orders", FailOver).Ask<int>("who are you?", Eventually.Patience);
        Assert.Equal("got who are you?", await doomed.NextLine());
        doomed.Kill();
        await HasMembers(near, 0);
        Assert.Equal((await StartMember()).Id, await answer);
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("leave")]
    public async Task A_member_that_stops_or_leaves_is_none_any_more_elsewhere(string how)
    {
        var near = MessageBus.Get(Start("Near").System);
        var (first, second) = (await StartMember(), await StartMember());
        await HasMembers(near, 2);
        var gone = await near.Service("orders").Ask<int>(how, Eventually.Patience);
        await HasMembers(near, 1);
        Assert.Equal(gone == first.Id ? second.Id : first.Id, await near.Service("orders").Ask<int>("who are you?", Eventually.Patience));
    }

    [Fact]
    public async Task Two_processes_with_different_policies_do_not_get_along()
    {
        var node = Start("Near");
        var near = MessageBus.Get(node.System);
        var member = await StartMember();
        await HasMembers(near, 1);
        var error = await Assert.ThrowsAsync<ServiceConflictException>(() => near.Register("orders", node.Echo(), new ServiceOptions { Routing = ServiceRouting.Broadcast }));
        Assert.Contains($"'orders' with Broadcast: {member.Address} objects: it has registered", error.Message, StringComparison.Ordinal);
        Assert.Contains("with RoundRobin", error.Message, StringComparison.Ordinal);
        await HasMembers(near, 1);
        Assert.Equal(member.Id, await near.Service("orders").Ask<int>("who are you?", Eventually.Patience));
        await member.Leave();
        await HasMembers(near, 0);
        await near.Register("orders", node.Find(node.Address, "/user/echo"), new ServiceOptions { Routing = ServiceRouting.Broadcast });
        Assert.Equal("hello", await near.Service("orders").Ask<string>("hello", Eventually.Patience));
    }

    [Fact]
    public async Task A_process_that_comes_with_another_policy_is_refused_before_it_is_a_member()
    {
        var near = MessageBus.Get(Start("Near").System);
        var member = await StartMember();
        await HasMembers(near, 1);
        var stranger = await Run(ServiceRouting.Broadcast, peers: 2);
        var answer = await stranger.NextLine();
        // It learns it from the member's objection, or from the member's own notice if that comes first.
        Assert.StartsWith("refused ", answer, StringComparison.Ordinal);
        Assert.Contains($"'orders' with Broadcast: {member.Address} ", answer, StringComparison.Ordinal);
        Assert.Contains("with RoundRobin", answer, StringComparison.Ordinal);
        await HasMembers(near, 1);
        Assert.Equal(member.Id, await near.Service("orders").Ask<int>("who are you?", Eventually.Patience));
    }

    private async Task<PeerProcess> StartMember(ServiceRouting routing = ServiceRouting.RoundRobin, bool isSilent = false)
    {
        var peer = await Run(routing, isSilent, 0);
        Assert.Equal("registered", await peer.NextLine());
        return peer;
    }

    private Task<PeerProcess> Run(ServiceRouting routing, bool isSilent = false, int peers = 0)
    {
        string[] arguments = ["services", "--directory", Folder, "--service", "orders", "--routing", routing.ToString(), "--peers", peers.ToString(CultureInfo.InvariantCulture)];
        return Keep(PeerProcess.Start(isSilent ? [.. arguments, "--silent"] : arguments)).Listening();
    }

    private static Task HasMembers(MessageBus bus, int count) => Eventually.True($"there are {count} members",
        () => ((ServiceRef)bus.Service("orders")).Service.Members.All.Length == count);
}
