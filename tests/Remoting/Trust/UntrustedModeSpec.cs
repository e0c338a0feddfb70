using Akka.Actor;
using Akka.TestKit;
using Bus.Remoting.Tests.Actors;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Trust;

/// <summary>
/// Akka.NET's <c>UntrustedSpec</c>: a system in untrusted mode delivers selections only to the paths that it trusts, and drops what could harm
/// it: deployment, termination, false news of deaths, and selections that say more than a path.
/// </summary>
/// <remarks>
/// The original says that a watch is dropped as well. Akka.NET 1.5.74 does not do that, over the stock transport either: its <c>Watch</c>, like its
/// <see cref="Kill"/>, is not marked as possibly harmful. So neither is asked for here.
/// </remarks>
public sealed class UntrustedModeSpec : IpcRemotingSpec
{
    private readonly ActorSystem _stranger;

    public UntrustedModeSpec(ITestOutputHelper output) : base(output, """
        akka {
          loglevel = DEBUG
          remote.untrusted-mode = on
          remote.trusted-selection-paths = ["/user/receptionist", ]
        }
        """)
    {
        _stranger = NewSystem("Stranger");
        Sys.ActorOf(Props.Create(() => new ReceptionistActor(TestActor)), "receptionist");
    }

    private ActorSelection Receptionist => Select(_stranger, Sys, "user/receptionist");

    [Fact]
    public async Task A_trusted_path_is_selected()
    {
        Receptionist.Tell("hello");
        await ExpectMsgAsync("hello");
    }

    [Fact]
    public async Task A_reference_that_was_given_away_is_used()
    {
        IActorRef child = await Known("child");
        child.Tell("hello");
        await ExpectMsgAsync("hello");
    }

    [Fact]
    public async Task Another_path_is_not_selected()
    {
        Select(_stranger, Sys, string.Join('/', TestActor.Path.Elements)).Tell("dropped");
        await NothingArrived();
    }

    [Theory]
    [InlineData("user/receptionist/child")]
    [InlineData("user/receptionist/*")]
    [InlineData("user/receptionist/../receptionist")]
    [InlineData("user/*")]
    public async Task A_path_around_a_trusted_one_is_not_selected(string path)
    {
        Select(_stranger, Sys, path).Tell("dropped");
        await NothingArrived();
    }

    [Fact]
    public async Task A_trusted_path_is_not_selected_from_elsewhere()
    {
        // The receptionist has a child "user", and that one a child "receptionist": from there the path is another's.
        IActorRef receptionist = await KnownReceptionist();
        ActorSelection(receptionist, "user/receptionist").Tell("dropped");
        await NothingArrived();
    }

    [Fact]
    public async Task A_trusted_path_is_not_told_to_stop()
    {
        Receptionist.Tell(PoisonPill.Instance);
        await NothingArrived();
    }

    [Fact]
    public async Task A_known_actor_is_neither_stopped_nor_told_of_deaths()
    {
        IActorRef child = await Known("child");
        IActorRef daemon = await Known("/remote");
        child.Tell(new Terminated(daemon, true, false));
        child.Tell(PoisonPill.Instance);
        _stranger.Stop(child);
        child.Tell("still here");
        await ExpectMsgAsync("still here");
    }

    [Fact]
    public async Task The_daemon_is_told_nothing()
    {
        IActorRef daemon = await Known("/remote");
        await EventFilter.Debug(start: "dropping daemon message").ExpectOneAsync(() =>
        {
            daemon.Tell("hello");
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task Nothing_is_deployed_here()
    {
        await EventFilter.Debug(start: "dropping daemon message").ExpectOneAsync(() =>
        {
            _stranger.ActorOf(
                Props.Create(() => new StoneActor("intruder", TestActor)).WithDeploy(new Deploy(new RemoteScope(AddressOf(Sys)))));
            return Task.CompletedTask;
        });
        await NothingArrived();
    }

    /// <summary>The reference of an actor here as the receptionist, which is trusted, gives it to the stranger.</summary>
    private async Task<IActorRef> Known(string path)
    {
        TestProbe probe = CreateTestProbe(_stranger);
        Receptionist.Tell(new SelectFromHere(path), probe.Ref);
        return (await probe.ExpectMsgAsync<ActorIdentity>()).Subject;
    }

    private async Task<IActorRef> KnownReceptionist()
    {
        TestProbe probe = CreateTestProbe(_stranger);
        Receptionist.Tell(new Identify(1), probe.Ref);
        return (await probe.ExpectMsgAsync<ActorIdentity>()).Subject;
    }

    private async Task NothingArrived()
    {
        Fence fence = new(Guid.NewGuid());
        Receptionist.Tell(fence);
        Assert.Equal(fence, await ExpectMsgAsync<object>());
    }
}
