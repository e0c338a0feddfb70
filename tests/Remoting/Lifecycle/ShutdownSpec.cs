using Akka.Actor;
using Akka.Remote;
using Akka.TestKit;
using Bus.Remoting.Tests.Actors;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Lifecycle;

/// <summary>
/// Akka.NET's <c>RemotingTerminatorSpecs</c>, and what a user means by a clean shutdown: it ends promptly with and without associations, says
/// so on the event stream, delivers what was sent before it, tells the peer, quarantines nobody and frees the address.
/// </summary>
public sealed class ShutdownSpec(ITestOutputHelper output) : IpcRemotingSpec(output)
{
    [Fact]
    public async Task A_system_without_associations_terminates()
    {
        TestProbe errors = Events<RemotingErrorEvent>(Sys);
        await Terminate(Sys);
        Assert.False(errors.HasMessages);
    }

    [Fact]
    public async Task A_system_with_associations_terminates_and_says_so()
    {
        ActorSystem far = await Spoken();
        Sys.EventStream.Subscribe(TestActor, typeof(RemotingShutdownEvent));
        Task terminated = Sys.Terminate();
        await ExpectMsgAsync<RemotingShutdownEvent>();
        await terminated.WaitAsync(TimeSpan.FromSeconds(20));
        await Terminate(far);
    }

    [Fact]
    public async Task Many_systems_that_all_know_each_other_terminate_at_once()
    {
        ActorSystem[] all = [Sys, .. Enumerable.Range(0, 4).Select(i => NewSystem($"System{i}"))];
        foreach (ActorSystem system in all) system.ActorOf(Props.Create<EchoActor>(), "echo");
        foreach (ActorSystem from in all)
        {
            foreach (ActorSystem at in all.Where(at => at != from))
            {
                TestProbe probe = CreateTestProbe(from);
                Select(from, at, "user/echo").Tell("hello", probe.Ref);
                await probe.ExpectMsgAsync("hello");
            }
        }

        await Task.WhenAll(all.Select(system => system.Terminate())).WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task The_planned_end_of_a_system_with_a_guest_from_here_is_no_error_here()
    {
        ActorSystem far = NewSystem("Far");
        IActorRef guest = Sys.ActorOf(Props.Create<SilentActor>().WithDeploy(new Deploy(new RemoteScope(AddressOf(far)))), "guest");
        await WatchThere(guest);
        TestProbe errors = Events<Akka.Event.Error>(Sys);
        await Terminate(far);
        await ExpectTerminatedAsync(guest);
        while (errors.HasMessages)
        {
            Akka.Event.Error error = await errors.ExpectMsgAsync<Akka.Event.Error>();
            Assert.NotEqual("ShutDownAssociation", error.Cause?.GetType().Name);
        }

        await Terminate(Sys);
    }

    [Fact]
    public async Task What_was_sent_before_the_end_arrives()
    {
        ActorSystem far = NewSystem("Far");
        TestProbe received = CreateTestProbe(far);
        far.ActorOf(Props.Create(() => new ReporterActor(received.Ref)), "reporter");
        IActorRef reporter = await Resolve(Sys, far, "user/reporter");
        const int Count = 2_000;
        for (int i = 0; i < Count; i++) reporter.Tell(i);
        await Terminate(Sys);
        for (int i = 0; i < Count; i++) await received.ExpectMsgAsync(i);
    }

    [Fact]
    public async Task The_last_words_of_actors_that_stop_with_their_system_arrive()
    {
        ActorSystem far = NewSystem("Far");
        TestProbe received = CreateTestProbe(far);
        far.ActorOf(Props.Create(() => new ReporterActor(received.Ref)), "reporter");
        IActorRef reporter = await Resolve(Sys, far, "user/reporter");
        Sys.ActorOf(Props.Create(() => new FamilyActor(reporter)), "one");
        Sys.ActorSelection("/user/one").Tell(new WhereAreYou());
        await ExpectMsgAsync("Near");
        await Terminate(Sys);
        await received.ExpectMsgAsync("one: stopped");
    }

    [Fact]
    public async Task The_peer_is_told_and_quarantines_nobody()
    {
        ActorSystem far = await Spoken();
        TestProbe ends = Events<DisassociatedEvent>(Sys);
        TestProbe quarantines = Events<QuarantinedEvent>(Sys);
        TestProbe errors = Events<AssociationErrorEvent>(Sys);
        await Terminate(far);
        Assert.Equal(AddressOf(far), (await ends.ExpectMsgAsync<DisassociatedEvent>()).RemoteAddress);
        Assert.False(quarantines.HasMessages);
        Assert.False(errors.HasMessages);
    }

    [Fact]
    public async Task The_address_is_free_again()
    {
        ActorSystem far = await Spoken();
        int port = AddressOf(far).Port!.Value;
        int uid = AddressUidExtension.Uid(far);
        for (int i = 0; i < 3; i++)
        {
            await Terminate(far);
            far = NewSystem("Far", port: port);
            Assert.Equal(port, AddressOf(far).Port);
            Assert.NotEqual(uid, AddressUidExtension.Uid(far));
            uid = AddressUidExtension.Uid(far);
        }
    }

    [Fact]
    public async Task A_restarted_peer_is_reached_and_its_old_references_are_dead()
    {
        ActorSystem far = await Spoken();
        IActorRef old = await Resolve(Sys, far, "user/echo");
        int port = AddressOf(far).Port!.Value;
        await Terminate(far);
        ActorSystem again = NewSystem("Far", port: port);
        again.ActorOf(Props.Create<EchoActor>(), "echo");

        TestProbe probe = CreateTestProbe();
        await AwaitAssertAsync(
            async () =>
            {
                // The address is gated for a second after the peer has left.
                Select(Sys, again, "user/echo").Tell("by name", probe.Ref);
                await probe.ExpectMsgAsync("by name", TimeSpan.FromSeconds(1));
            },
            TestKitSettings.DefaultTimeout);

        TestProbe second = CreateTestProbe();
        old.Tell("by the old reference", second.Ref);
        await ExpectNothingBefore(second, fence => Select(Sys, again, "user/echo").Tell(fence, second.Ref));
    }

    [Fact]
    public async Task Messages_to_a_system_that_has_terminated_are_dead_letters_at_its_peer()
    {
        ActorSystem far = await Spoken();
        IActorRef echo = await Resolve(Sys, far, "user/echo");
        TestProbe ends = Events<DisassociatedEvent>(Sys);
        await Terminate(far);
        await ends.ExpectMsgAsync<DisassociatedEvent>();
        TestProbe dead = Events<Akka.Event.DeadLetter>(Sys);
        echo.Tell("too late");
        await dead.FishForMessageAsync<Akka.Event.DeadLetter>(letter => letter.Message is "too late");
    }

    private async Task<ActorSystem> Spoken()
    {
        ActorSystem far = NewSystem("Far");
        far.ActorOf(Props.Create<EchoActor>(), "echo");
        Select(Sys, far, "user/echo").Tell("hello");
        await ExpectMsgAsync("hello");
        return far;
    }
}
