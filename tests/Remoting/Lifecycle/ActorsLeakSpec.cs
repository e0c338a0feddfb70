using Akka.Actor;
using Akka.Remote;
using Akka.TestKit;
using Bus.Remoting.Tests.Actors;
using Bus.Remoting.Tests.Protocol;
using Bus.Testing.Raw;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Lifecycle;

/// <summary>
/// Akka.NET's <c>ActorsLeakSpec</c>: however associations end, in order, by quarantine, without a goodbye, or of too long a silence, the
/// actors that remoting made for them end as well.
/// </summary>
public sealed class ActorsLeakSpec : RawPeerSpec
{
    private readonly ActorPath _echo;

    public ActorsLeakSpec(ITestOutputHelper output) : base(output, "akka.remote.quarantine-after-silence = 2 s")
    {
        Sys.ActorOf(Props.Create<EchoActor>(), "echo");
        _echo = PathAt(AddressOf(Sys), "user/echo");
    }

    [Fact]
    public async Task Peers_that_shut_down_leave_no_actors()
    {
        HashSet<string> before = await RemotingActors.Of(Sys);
        for (int i = 0; i < 3; i++)
        {
            ActorSystem peer = NewSystem("Peer");
            await SpokenWith(peer);
            await Terminate(peer);
        }

        await OnlyRemain(before);
    }

    [Fact]
    public async Task Quarantine_of_an_old_incarnation_neither_adds_nor_takes_actors()
    {
        HashSet<string> before = await RemotingActors.Of(Sys);
        int port = Ground.NextPort();
        for (int i = 0; i < 3; i++)
        {
            ActorSystem peer = NewSystem("Peer", port: port);
            await SpokenWith(peer);
            HashSet<string> associated = await RemotingActors.Of(Sys);
            Provider(Sys).Transport.Quarantine(AddressOf(peer), AddressUidExtension.Uid(peer) + 1);

            // A message from here uses the link that came in, so nothing is added for it either.
            peer.ActorOf(Props.Create<EchoActor>(), "echo");
            Select(Sys, peer, "user/echo").Tell("hello");
            await ExpectMsgAsync("hello");
            await OnlyRemain(associated);
            await Terminate(peer);
        }

        await OnlyRemain(before);
    }

    [Fact]
    public async Task Peers_that_leave_in_the_middle_of_the_handshake_leave_no_actors()
    {
        HashSet<string> before = await RemotingActors.Of(Sys);
        for (int i = 0; i < 20; i++) (await Peer.Dial(Near)).HangUp();
        await OnlyRemain(before);
    }

    [Fact]
    public async Task A_peer_that_leaves_without_a_goodbye_and_stays_away_is_quarantined_and_leaves_no_actors()
    {
        HashSet<string> before = await RemotingActors.Of(Sys);
        TestProbe quarantined = Events<QuarantinedEvent>(Sys);
        RawLink link = await Associated(uid: 33);
        link.Send(Message(TestActor, "hello"));
        await ExpectMsgAsync("hello");
        link.HangUp();
        Assert.Equal(33, (await quarantined.ExpectMsgAsync<QuarantinedEvent>()).Uid);
        await OnlyRemain(before);
    }

    [Fact]
    public async Task A_peer_that_comes_back_in_time_is_served()
    {
        RawLink first = await Associated(uid: 33);
        TestProbe ends = Events<DisassociatedEvent>(Sys);
        first.HangUp();
        await ends.ExpectMsgAsync<DisassociatedEvent>();
        RawLink second = await Associated(uid: 33);
        second.Send(Message(TestActor, "hello"));
        await ExpectMsgAsync("hello");
    }

    private async Task SpokenWith(ActorSystem peer)
    {
        TestProbe probe = CreateTestProbe(peer);
        peer.ActorSelection(_echo).Tell("hello", probe.Ref);
        await probe.ExpectMsgAsync("hello");
    }

    private Task OnlyRemain(HashSet<string> expected) => AwaitAssertAsync(
        async () => Assert.Equal(expected.Order(StringComparer.Ordinal), (await RemotingActors.Of(Sys)).Order(StringComparer.Ordinal)),
        TestKitSettings.DefaultTimeout);
}
