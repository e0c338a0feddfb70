using Akka.Actor;
using Akka.TestKit;
using Bus.Remoting.Tests.Actors;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Deployment;

/// <summary>
/// Akka.NET's <c>RemoteDaemonSpec</c>: what is deployed here by another system lives below <c>/remote</c>, is found there with its children,
/// and is stopped when the system that deployed it, or its parent there, is gone.
/// </summary>
public sealed class RemoteDaemonSpec(ITestOutputHelper output) : TwoSystemsSpec(output)
{
    [Fact]
    public async Task A_deployed_actor_and_its_child_are_found_below_remote()
    {
        IActorRef deployed = Deployed("guest");
        deployed.Tell(new MakeChild("child"));
        IActorRef child = await ExpectMsgAsync<IActorRef>();

        IActorRef here = Provider(Far).ResolveActorRef(child.Path);
        Assert.True(((IActorRefScope)here).IsLocal);
        Assert.Equal("child", here.Path.Name);
        TestProbe probe = CreateTestProbe(Far);
        here.Tell("hello", probe.Ref);
        await probe.ExpectMsgAsync("hello");

        Far.ActorSelection(deployed.Path.ToStringWithoutAddress()).Tell(new WhereAreYou(), probe.Ref);
        await probe.ExpectMsgAsync("Far");
    }

    [Fact]
    public async Task The_daemon_itself_is_found()
    {
        ActorIdentity identity = await Select(Sys, Far, "remote")
            .Ask<ActorIdentity>(new Identify(1), TestKitSettings.DefaultTimeout);
        Assert.Equal(PathAt(AddressOf(Far), "remote"), identity.Subject.Path);
    }

    [Fact]
    public async Task Guests_are_stopped_when_their_host_terminates()
    {
        IActorRef guest = Deployed("guest");
        guest.Tell(new WhereAreYou());
        await ExpectMsgAsync("Far");
        await WatchThere(guest);
        await Terminate(Far);
        await ExpectTerminatedAsync(guest);
    }

    [Fact]
    public async Task Guests_are_stopped_when_the_system_that_sent_them_terminates()
    {
        ActorSystem sender = NewSystem("Sender");
        TestProbe witness = CreateTestProbe(Far);
        TestProbe asker = CreateTestProbe(sender);
        IActorRef told = Provider(sender).ResolveActorRef(PathAt(AddressOf(Far), string.Join('/', witness.Ref.Path.Elements)));
        IActorRef guest = sender.ActorOf(
            Props.Create(() => new FamilyActor(told)).WithDeploy(new Deploy(new RemoteScope(AddressOf(Far)))), "guest");
        guest.Tell(new WhereAreYou(), asker.Ref);
        await asker.ExpectMsgAsync("Far");

        await Terminate(sender);
        await witness.ExpectMsgAsync("guest: stopped");
    }

    private IActorRef Deployed(string name) => Sys.ActorOf(
        Props.Create(() => new FamilyActor()).WithDeploy(new Deploy(new RemoteScope(AddressOf(Far)))), name);
}
