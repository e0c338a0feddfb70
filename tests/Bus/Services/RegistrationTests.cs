using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Bus.Board;
using Bus.Services;
using Bus.Testing;
using Bus.Tests.Lanes;
using Bus.Transports;
using Xunit;

namespace Bus.Tests.Services;

/// <summary>Who is a member, and what peers are told of it.</summary>
public sealed class RegistrationTests : LaneTests
{
    private const string Later = "9000000000000000000";

    [Fact]
    public async Task Peers_are_told_who_comes_and_who_leaves()
    {
        var near = new ServiceNode(Start("Near"));
        var echo = near.Node.Echo();
        var key = $"orders /user/echo#{echo.Path.Uid}";
        await near.Registry.Register("orders", echo, ServiceRouting.LeastOutstanding);
        await near.Registry.Register("orders", echo, ServiceRouting.LeastOutstanding);
        await near.Registry.Unregister("orders", echo);
        await near.Registry.Unregister("orders", echo);
        Assert.Collection(near.Board.Posted, posted => Assert.StartsWith("LeastOutstanding ", posted.Text, StringComparison.Ordinal),
            leaving => Assert.EndsWith(" leaving", leaving.Text, StringComparison.Ordinal), withdrawn => Assert.Empty(withdrawn.Text));
        Assert.All(near.Board.Posted, notice => Assert.Equal(("service", key), (notice.Kind, notice.Key)));
    }

    [Fact]
    public async Task An_actor_that_stops_is_a_member_no_more()
    {
        var near = new ServiceNode(Start("Near"));
        var echo = near.Node.Echo();
        await near.Registry.Register("orders", echo, ServiceRouting.RoundRobin);
        await near.Registry.Register("billing", echo, ServiceRouting.Broadcast);
        near.Node.System.Stop(echo);
        await Eventually.True("both are withdrawn", () => near.Board.Posted.Count(notice => notice.Text.Length == 0) == 2);
        Assert.DoesNotContain(near.Board.Posted, notice => notice.Text.EndsWith("leaving", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_task_ends_when_the_peers_have_confirmed()
    {
        var near = new ServiceNode(Start("Near"));
        var confirmed = new TaskCompletionSource();
        near.Board.Confirmation = confirmed.Task;
        var registered = near.Registry.Register("orders", near.Node.Echo(), ServiceRouting.RoundRobin);
        Assert.False(registered.IsCompleted);
        confirmed.SetResult();
        await registered;
    }

    [Fact]
    public async Task Two_policies_in_one_process_are_refused_at_once()
    {
        var near = new ServiceNode(Start("Near"));
        near.Recorder("orders");
        var refused = near.Registry.Register("orders", near.Node.Echo(), ServiceRouting.Broadcast);
        Assert.True(refused.IsFaulted);
        var error = await Assert.ThrowsAsync<ServiceConflictException>(() => refused);
        Assert.Equal("orders", error.Service);
        Assert.Contains("'orders' with Broadcast: this process has registered", error.Message, StringComparison.Ordinal);
        Assert.Contains("with RoundRobin", error.Message, StringComparison.Ordinal);
        Assert.Single(near.Board.Posted);
    }

    [Fact]
    public async Task What_a_peer_objects_to_is_undone()
    {
        var near = new ServiceNode(Start("Near"));
        near.Board.Confirmation = Task.FromException(new NoticeRefusedException(TestBoard.Peer, "it has registered another"));
        var echo = near.Node.Echo();
        var error = await Assert.ThrowsAsync<ServiceConflictException>(() => near.Registry.Register("orders", echo, ServiceRouting.Broadcast));
        Assert.Contains("akka.ipc://Far@local:1 objects: it has registered another", error.Message, StringComparison.Ordinal);
        near.Board.Confirmation = Task.CompletedTask;
        await near.Registry.Register("orders", echo, ServiceRouting.RoundRobin);
        Assert.Equal("hello", await near.Service("orders").Ask<string>("hello", Eventually.Patience));
    }

    [Fact]
    public void This_process_objects_to_what_conflicts_with_its_own()
    {
        var near = new ServiceNode(Start("Near"));
        near.Recorder("orders");
        Assert.Contains("with RoundRobin", near.Board.Post("orders /user/a#1", $"Broadcast {Later}"), StringComparison.Ordinal);
        Assert.Null(near.Board.Post("orders /user/a#1", $"RoundRobin {Later}"));
        Assert.Null(near.Board.Post("billing /user/a#1", $"Broadcast {Later}"));
        Assert.Equal([2, 1], [Count(near, "orders"), Count(near, "billing")]);
        near.Board.Withdraw("orders /user/a#1", $"RoundRobin {Later}");
        near.Board.Withdraw("orders /user/a#1", $"Broadcast {Later}");
        Assert.Equal([1, 1], [Count(near, "orders"), Count(near, "billing")]);
    }

    [Fact]
    public async Task This_process_gives_way_to_who_was_first()
    {
        var near = new ServiceNode(Start("Near"));
        var errors = near.Node.Published<Error>();
        near.Recorder("orders");
        Assert.Null(near.Board.Post("orders /user/a#1", "Broadcast 1"));
        Assert.Equal([ServiceRouting.Broadcast], Routings(near));
        Assert.Empty(near.Board.Posted.Last().Text);
        await Eventually.True("the log says so", () => !errors.IsEmpty);
        Assert.Contains("akka.ipc://Far@local:1 has registered /user/a#1 with Broadcast before", errors.First().Message.ToString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_gives_way_before_the_peers_have_confirmed_learns_it_from_the_task()
    {
        var near = new ServiceNode(Start("Near"));
        var confirmed = new TaskCompletionSource();
        near.Board.Confirmation = confirmed.Task;
        var registered = near.Registry.Register("orders", near.Node.Echo(), ServiceRouting.RoundRobin);
        Assert.Null(near.Board.Post("orders /user/a#1", "Broadcast 1"));
        confirmed.SetResult();
        await Assert.ThrowsAsync<ServiceConflictException>(() => registered);
    }

    [Fact]
    public void Who_agrees_with_the_first_one_does_not_give_way()
    {
        var near = new ServiceNode(Start("Near"));
        Assert.Null(near.Board.Post("orders /user/a#1", "RoundRobin 1"));
        near.Recorder("orders");
        near.Board.Withdraw("orders /user/a#1", "RoundRobin 1");
        Assert.NotNull(near.Board.Post("orders /user/b#2", "Broadcast 2"));
        Assert.Equal("RoundRobin 1", near.Board.Posted.Single().Text);
    }

    [Fact]
    public void While_two_others_disagree_the_first_one_counts()
    {
        var near = new ServiceNode(Start("Near"));
        Assert.Null(near.Board.Post("orders /user/b#2", "RoundRobin 2"));
        Assert.Null(near.Board.Post("orders /user/a#1", "LeastOutstanding 1"));
        Assert.Equal([ServiceRouting.LeastOutstanding], Routings(near));
        near.Board.Withdraw("orders /user/a#1", "LeastOutstanding 1");
        Assert.Equal([ServiceRouting.RoundRobin], Routings(near));
    }

    [Theory]
    [InlineData("orders /user/a#one")]
    [InlineData("orders /user/a#99999999999999999999999")]
    [InlineData("orders //#1")]
    [InlineData("orders /")]
    public void What_a_peer_posts_wrongly_is_refused_and_does_no_harm(string key)
    {
        var near = new ServiceNode(Start("Near"));
        var reason = near.Board.Post(key, "RoundRobin 1");
        near.Board.Withdraw(key, "RoundRobin 1");
        Assert.True(reason is null or { Length: > 0 });
        Assert.Equal(0, Count(near, "orders"));
    }

    [Fact]
    public void A_peer_cannot_post_actors_of_this_process()
    {
        var near = new ServiceNode(Start("Near"));
        near.Node.Echo();
        Assert.NotNull(near.Board.Post("orders /user/echo#1", "RoundRobin 1", near.Node.Address));
    }

    [Fact]
    public void Members_are_actors_of_this_process()
    {
        var near = new ServiceNode(Start("Near"));
        var far = Start("Far");
        IActorRef[] others = [near.Node.Find(far.Address, "/user/echo"), far.Echo(), near.Service("orders"), near.Node.System.DeadLetters, ActorRefs.Nobody];
        Assert.All(others, other => Assert.Contains("no actor of this process", Refused("orders", other, ServiceRouting.RoundRobin), StringComparison.Ordinal));
        var echo = near.Node.Echo();
        Assert.Contains("no name of a service", Refused("no name", echo, ServiceRouting.RoundRobin), StringComparison.Ordinal);
        Assert.Contains("one of RoundRobin, LeastOutstanding", Refused("orders", echo, (ServiceRouting)9), StringComparison.Ordinal);

        string Refused(string service, IActorRef member, ServiceRouting routing)
        {
            // Thrown at once, and not in the task.
            Action register = () => _ = near.Registry.Register(service, member, routing);
            return Assert.ThrowsAny<ArgumentException>(register).Message;
        }
    }

    [Theory]
    [InlineData("buffer = -1")]
    [InlineData("buffer-timeout = 5 ms")]
    [InlineData("maximum-requests = many")]
    [InlineData("request-timeout = 2 h")]
    [InlineData("fail-over-limit = 0")]
    public void Settings_are_checked(string setting)
    {
        var config = ConfigurationFactory.ParseString($"bus.services.{setting}").WithFallback(BusConfig.Default);
        var error = Assert.Throws<IpcSettingsException>(() => ServiceSettings.Create(config));
        Assert.Contains($"bus.services.{setting.Split(' ')[0]} = ", error.Message, StringComparison.Ordinal);
    }

    private static ServiceMembers Members(ServiceNode node, string service) => ((ServiceRef)node.Service(service)).Service.Members;

    private static ServiceRouting[] Routings(ServiceNode node) => [.. Members(node, "orders").All.ToArray().Select(member => member.Routing)];

    private static int Count(ServiceNode node, string service) => Members(node, service).All.Length;
}
