using Akka.Actor;
using Akka.Event;
using Akka.Remote;
using Akka.TestKit;
using Bus.Remoting.Tests.Actors;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Lifecycle;

/// <summary>
/// Quarantine between two real systems, as Akka.NET's documentation describes it: both are told, whoever watched is told, messages become dead
/// letters, and only a restart of the peer, which makes it another incarnation, ends it.
/// </summary>
public sealed class QuarantineSpec : TwoSystemsSpec
{
    private readonly IActorRef _echo;

    public QuarantineSpec(ITestOutputHelper output) : base(output)
    {
        Far.ActorOf(Props.Create<EchoActor>(), "echo");
        _echo = Provider(Sys).ResolveActorRef(PathAt(AddressOf(Far), "user/echo"));
    }

    [Fact]
    public async Task The_quarantined_system_is_told_when_it_dials_again()
    {
        TestProbe told = Events<ThisActorSystemQuarantinedEvent>(Far);
        await QuarantineFar();
        // The link is closed without a reason; the reason is given to whoever dials, which may have to wait for a gate.
        await AwaitAssertAsync(
            () =>
            {
                Select(Far, Sys, "user/anybody").Tell("hello", ActorRefs.NoSender);
                Assert.True(told.HasMessages, "It was not told.");
            },
            TestKitSettings.DefaultTimeout,
            TimeSpan.FromMilliseconds(100));
        ThisActorSystemQuarantinedEvent quarantined = await told.ExpectMsgAsync<ThisActorSystemQuarantinedEvent>();
        Assert.Equal(AddressOf(Sys), quarantined.RemoteAddress);
        Assert.Equal(AddressOf(Far), quarantined.LocalAddress);
    }

    [Fact]
    public async Task Messages_become_dead_letters()
    {
        await QuarantineFar();
        TestProbe dead = Events<DeadLetter>(Sys);
        _echo.Tell("lost");
        await dead.FishForMessageAsync<DeadLetter>(letter => letter.Message is "lost");
    }

    [Fact]
    public async Task Whoever_watches_now_is_told_that_the_actor_is_gone()
    {
        await QuarantineFar();
        TestProbe late = CreateTestProbe();
        await late.WatchAsync(_echo);
        await late.ExpectTerminatedAsync(_echo);
    }

    [Fact]
    public async Task The_quarantined_system_cannot_dial_back_in()
    {
        Sys.ActorOf(Props.Create<EchoActor>(), "echo");
        await QuarantineFar();
        TestProbe dead = Events<DeadLetter>(Far);
        TestProbe probe = CreateTestProbe(Far);
        IActorRef echo = Provider(Far).ResolveActorRef(PathAt(AddressOf(Sys), "user/echo"));
        // Far may still have its old link for a moment; what it sends must come back as a dead letter, never as an echo.
        await AwaitAssertAsync(
            async () =>
            {
                echo.Tell("lost", probe.Ref);
                object? first = await dead.ReceiveOneAsync(TimeSpan.FromSeconds(1));
                Assert.Equal("lost", Assert.IsType<DeadLetter>(first).Message);
            },
            TestKitSettings.DefaultTimeout);
        Assert.False(probe.HasMessages);
    }

    [Fact]
    public async Task A_restarted_system_at_the_same_address_is_welcome()
    {
        await QuarantineFar();
        int port = AddressOf(Far).Port!.Value;
        await Terminate(Far);
        ActorSystem again = NewSystem("Far", port: port);
        again.ActorOf(Props.Create<EchoActor>(), "echo");
        await Reached(again);
    }

    [Fact]
    public async Task Quarantine_of_another_incarnation_changes_nothing()
    {
        await Spoken();
        Provider(Sys).Quarantine(AddressOf(Far), AddressUidExtension.Uid(Far) + 1);
        for (int i = 0; i < 10; i++)
        {
            _echo.Tell(i);
            await ExpectMsgAsync(i);
        }
    }

    private async Task Spoken()
    {
        _echo.Tell("hello");
        await ExpectMsgAsync("hello");
    }

    private async Task QuarantineFar()
    {
        await Spoken();
        TestProbe events = Events<QuarantinedEvent>(Sys);
        int uid = AddressUidExtension.Uid(Far);
        Provider(Sys).Quarantine(AddressOf(Far), uid);
        QuarantinedEvent quarantined = await events.ExpectMsgAsync<QuarantinedEvent>();
        Assert.Equal((AddressOf(Far), uid), (quarantined.Address, quarantined.Uid));
    }

    /// <summary>Speaks with the echo of a system whose address may still be gated: what is sent until then is lost.</summary>
    private async Task Reached(ActorSystem again) => await AwaitAssertAsync(
        async () =>
        {
            TestProbe probe = CreateTestProbe();
            Select(Sys, again, "user/echo").Tell("hello again", probe.Ref);
            await probe.ExpectMsgAsync("hello again", TimeSpan.FromSeconds(1));
        },
        TestKitSettings.DefaultTimeout);
}
