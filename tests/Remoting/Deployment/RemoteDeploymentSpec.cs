using Akka.Actor;
using Akka.Remote;
using Akka.TestKit;
using Bus.Remoting.Tests.Actors;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Deployment;

/// <summary>
/// Remote deployment as the documentation of Akka.NET promises it and its <c>RemotingSpec</c> tests it: by configuration and by code,
/// with arguments and producers, of children and of children's children, which are supervised, listed, stopped and watched by
/// their parents over the wire as if they were near.
/// </summary>
public class RemoteDeploymentSpec : TwoSystemsSpec
{
    public RemoteDeploymentSpec(ITestOutputHelper output) : this(output, null)
    {
    }

    protected RemoteDeploymentSpec(ITestOutputHelper output, string? mechanism) : base(output, """
        akka.actor.deployment {
          /configured.remote = "<far>"
          /parent/child.remote = "<far>"
          /parent/other.remote = "<far>"
          /parent/child/back.remote = "<near>"
        }
        """, mechanism: mechanism)
    {
    }

    [Fact]
    public async Task Configuration_places_an_actor_in_the_other_system()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new FamilyActor()), "configured");
        Address near = AddressOf(Sys);
        Assert.Equal(
            $"{AddressOf(Far)}/remote/{near.Protocol}/{near.System}@{near.HostPort().Split('@')[1]}/user/configured",
            actor.Path.ToString());
        actor.Tell(new WhereAreYou());
        await ExpectMsgAsync("Far");
        Assert.Equal(actor, LastSender);
    }

    [Fact]
    public async Task Code_places_an_actor_in_the_other_system()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new FamilyActor()).WithDeploy(OnFar()), "coded");
        actor.Tell(new WhereAreYou());
        await ExpectMsgAsync("Far");
        Assert.IsAssignableFrom<RemoteActorRef>(actor);
    }

    [Fact]
    public async Task An_actor_without_a_name_can_be_placed_there_too()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new FamilyActor()).WithDeploy(OnFar()));
        actor.Tell(new WhereAreYou());
        await ExpectMsgAsync("Far");
    }

    [Fact]
    public async Task Arguments_of_the_constructor_arrive()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new ReporterActor(TestActor)).WithDeploy(OnFar()));
        actor.Tell("hello");
        await ExpectMsgAsync("hello");
    }

    [Fact]
    public async Task A_producer_makes_the_actor_there()
    {
        IActorRef actor = Sys.ActorOf(Props.CreateBy(new FamilyProducer()).WithDeploy(OnFar()));
        actor.Tell(new WhereAreYou());
        await ExpectMsgAsync("Far");
    }

    [Fact]
    public async Task A_child_of_a_remote_actor_lives_where_its_parent_does()
    {
        (_, IActorRef child) = await Parent();
        IActorRef grandchild = await Ask<IActorRef>(child, new MakeChild("grandchild"));
        Assert.Equal(child.Path / "grandchild", grandchild.Path);
        Assert.Equal("Far", await Ask<string>(grandchild, new WhereAreYou()));
        Assert.Equal([grandchild], (await Ask<Children>(child, new ListChildren())).All);
    }

    [Fact]
    public async Task A_remote_parent_can_place_a_child_back_here()
    {
        (_, IActorRef child) = await Parent();
        IActorRef back = await Ask<IActorRef>(child, new MakeChild("back"));
        Assert.True(((IActorRefScope)back).IsLocal);
        Assert.Equal("Near", await Ask<string>(back, new WhereAreYou()));
    }

    [Fact]
    public async Task A_parent_lists_and_finds_its_remote_children()
    {
        (IActorRef parent, IActorRef child) = await Parent();
        IActorRef other = await Ask<IActorRef>(parent, new MakeChild("other"));
        Children children = await Ask<Children>(parent, new ListChildren());
        Assert.Equal([child, other], children.All.OrderBy(one => one.Path.Name, StringComparer.Ordinal));
        Assert.Equal([child, other], children.Named.OrderBy(one => one.Path.Name, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_name_is_taken_only_once()
    {
        Sys.ActorOf(Props.Create(() => new FamilyActor()), "configured");
        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(Props.Create(() => new FamilyActor()), "configured"));
        Sys.ActorSelection("/user/configured").Tell(new WhereAreYou());
        await ExpectMsgAsync("Far");
    }

    [Fact]
    public async Task A_child_that_its_parent_stops_is_stopped_there()
    {
        TestProbe witness = CreateTestProbe();
        (IActorRef parent, IActorRef child) = await Parent(witness);
        await WatchAsync(child);
        parent.Tell(new StopChild("child"));
        await witness.ExpectMsgAsync("child: stopped");
        Assert.Equal(
            ["child", "terminated"],
            (await ReceiveNAsync(2).ToListAsync()).Select(one => one is Terminated ? "terminated" : one).Order());
        Assert.Empty((await Ask<Children>(parent, new ListChildren())).All);
    }

    [Fact]
    public async Task A_parent_that_stops_waits_for_its_children_there()
    {
        TestProbe witness = CreateTestProbe();
        (IActorRef parent, IActorRef child) = await Parent(witness);
        await Ask<IActorRef>(child, new MakeChild("grandchild"));
        await WatchAsync(parent);
        Sys.Stop(parent);
        await ExpectTerminatedAsync(parent);
        await witness.ExpectMsgAsync("grandchild: stopped");
        await witness.ExpectMsgAsync("child: stopped");
        await witness.ExpectMsgAsync("parent: stopped");
    }

    [Fact]
    public async Task A_failure_there_is_judged_here_and_restart_forgets_state()
    {
        TestProbe witness = CreateTestProbe();
        (_, IActorRef child) = await Parent(witness);
        Assert.Equal(1, await Ask<int>(child, new Count()));
        Assert.Equal(2, await Ask<int>(child, new Count()));
        child.Tell(new Fail("restart"));
        await witness.ExpectMsgAsync("parent: InvalidOperationException restart");
        await witness.FishForMessageAsync(message => message is "child: restarted");
        Assert.Equal(1, await Ask<int>(child, new Count()));
    }

    [Fact]
    public async Task A_failure_there_is_judged_here_and_resume_keeps_state()
    {
        TestProbe witness = CreateTestProbe();
        (_, IActorRef child) = await Parent(witness);
        Assert.Equal(1, await Ask<int>(child, new Count()));
        child.Tell(new Fail("resume"));
        await witness.ExpectMsgAsync("parent: InvalidOperationException resume");
        Assert.Equal(2, await Ask<int>(child, new Count()));
    }

    [Fact]
    public async Task A_failure_there_is_judged_here_and_stop_stops()
    {
        TestProbe witness = CreateTestProbe();
        (_, IActorRef child) = await Parent(witness);
        await WatchThere(child);
        child.Tell(new Fail("stop"));
        await witness.ExpectMsgAsync("parent: InvalidOperationException stop");
        await witness.ExpectMsgAsync("child: stopped");
        Assert.True((await ExpectTerminatedAsync(child)).ExistenceConfirmed);
    }

    [Fact]
    public async Task A_failure_there_that_escalates_restarts_the_parent_here_and_stops_the_child()
    {
        TestProbe witness = CreateTestProbe();
        (IActorRef parent, IActorRef child) = await Parent(witness);
        Assert.Equal(1, await Ask<int>(parent, new Count()));
        await WatchAsync(child);
        child.Tell(new Fail("escalate"));
        await witness.ExpectMsgAsync("parent: InvalidOperationException escalate");
        await ExpectTerminatedAsync(child);
        await witness.FishForMessageAsync(message => message is "parent: restarted");
        Assert.Equal(1, await Ask<int>(parent, new Count()));
    }

    [Fact]
    public async Task A_failure_that_escalates_there_is_judged_here()
    {
        TestProbe witness = CreateTestProbe();
        (_, IActorRef child) = await Parent(witness);
        IActorRef grandchild = await Ask<IActorRef>(child, new MakeChild("grandchild"));
        await WatchAsync(child);
        grandchild.Tell(new Fail("escalate"));
        await witness.ExpectMsgAsync("child: InvalidOperationException escalate");
        await witness.ExpectMsgAsync("parent: InvalidOperationException escalate");
        await ExpectTerminatedAsync(child);
    }

    [Fact]
    public async Task A_kill_from_here_is_a_failure_there()
    {
        TestProbe witness = CreateTestProbe();
        (_, IActorRef child) = await Parent(witness);
        child.Tell(Kill.Instance);
        Assert.StartsWith("parent: ActorKilledException", await witness.ExpectMsgAsync<string>(), StringComparison.Ordinal);
    }

    private Deploy OnFar() => new(new RemoteScope(AddressOf(Far)));

    private async Task<(IActorRef Parent, IActorRef Child)> Parent(TestProbe? witness = null)
    {
        IActorRef? told = witness?.Ref;
        IActorRef parent = Sys.ActorOf(Props.Create(() => new FamilyActor(told)), "parent");
        IActorRef child = await Ask<IActorRef>(parent, new MakeChild("child"));
        Assert.Equal("Far", await Ask<string>(child, new WhereAreYou()));
        return (parent, child);
    }

    private async Task<T> Ask<T>(IActorRef whom, object what)
    {
        whom.Tell(what);
        return await ExpectMsgAsync<T>();
    }
}
