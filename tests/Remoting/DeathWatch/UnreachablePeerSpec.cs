using Akka.Actor;
using Akka.Event;
using Akka.Remote;
using Akka.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.DeathWatch;

/// <summary>
/// Akka.NET's <c>RemoteDeathWatchSpec</c>: watching an actor of a system that is not there, never was, or has a host that nobody knows ends in
/// <see cref="Terminated"/>, quarantines nobody whose incarnation is unknown, and is not tried again for ever.
/// </summary>
public sealed class UnreachablePeerSpec(ITestOutputHelper output) : IpcRemotingSpec(output, """
    akka.remote {
      retry-gate-closed-for = 0.5 s
      initial-system-message-delivery-timeout = 1 s
      resend-interval = 0.5 s
      watch-failure-detector {
        heartbeat-interval = 0.2 s
        acceptable-heartbeat-pause = 1 s
        expected-response-after = 0.2 s
        unreachable-nodes-reaper-interval = 0.2 s
      }
    }
    """)
{
    [Fact]
    public async Task An_actor_of_a_system_that_is_not_running_is_reported_and_then_forgotten()
    {
        // As if it had been deserialized: a reference with a uid to a system that this one has never met.
        IActorRef gone = Provider(Sys).ResolveActorRef($"{Ground.Nobody("Other")}/user/foo/bar#1752527294");
        await GivenUpAfterwards(gone);
    }

    [Fact]
    public async Task An_actor_that_was_never_spoken_with_is_reported_and_then_forgotten()
    {
        RemoteTransport transport = Provider(Sys).Transport;
        ActorPath path = PathAt(Ground.Nobody("Extinct"), "user/noone");
        await GivenUpAfterwards(new RemoteActorRef(
            transport, transport.LocalAddressForRemote(path.Address), path, ActorRefs.Nobody, Props.None, Deploy.None));
    }

    [Fact]
    public async Task An_actor_at_an_unknown_host_is_reported()
    {
        ActorPath path = PathAt(new Address(AddressOf(Sys).Protocol, "Near", "unknown-host.invalid", 2552), "user/subject");
        IActorRef watched = Provider(Sys).ResolveActorRef(path);
        await WatchAsync(watched);
        Assert.False((await ExpectTerminatedAsync(watched)).ExistenceConfirmed);
    }

    [Fact]
    public async Task An_actor_at_an_unknown_host_has_no_identity()
    {
        ActorPath path = PathAt(new Address(AddressOf(Sys).Protocol, "Near", "unknown-host2.invalid", 2552), "user/subject");
        Sys.ActorSelection(path).Tell(new Identify(path.ToString()));
        ActorIdentity identity = await ExpectMsgAsync<ActorIdentity>();
        Assert.Null(identity.Subject);
        Assert.Equal(path.ToString(), identity.MessageId);
    }

    [Fact]
    public async Task What_is_told_to_nobody_is_a_dead_letter()
    {
        TestProbe dead = Events<DeadLetter>(Sys);
        Provider(Sys).ResolveActorRef($"{Ground.Nobody()}/user/foo").Tell("hello");
        DeadLetter letter = await dead.FishForMessageAsync<DeadLetter>(found => found.Message is "hello");
        Assert.Equal(TestActor, letter.Sender);
    }

    [Fact]
    public async Task A_child_that_is_deployed_to_nobody_is_reported()
    {
        IActorRef child = Sys.ActorOf(Props.Empty.WithDeploy(new Deploy(new RemoteScope(Ground.Nobody()))), "lost");
        await WatchAsync(child);
        await ExpectTerminatedAsync(child);
    }

    private async Task GivenUpAfterwards(IActorRef gone)
    {
        TestProbe quarantined = Events<QuarantinedEvent>(Sys);
        TestProbe warnings = Events<Warning>(Sys);
        await WatchAsync(gone);
        Assert.Equal(gone, (await ExpectTerminatedAsync(gone)).ActorRef);

        // Nothing dials any more, which would be warned of after each gate.
        await warnings.FishForMessageAsync<Warning>(
            warning => warning.ToString().Contains("Address is now gated", StringComparison.Ordinal));
        await warnings.ExpectNoMsgAsync(2 * Provider(Sys).RemoteSettings.RetryGateClosedFor);
        await quarantined.ExpectNoMsgAsync(TimeSpan.Zero);
    }
}
