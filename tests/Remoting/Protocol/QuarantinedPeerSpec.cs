using Akka.Actor;
using Akka.Remote;
using Akka.TestKit;
using Bus.Testing.Raw;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Protocol;

/// <summary>
/// Quarantine of one incarnation, seen from the peer: Akka.NET's <c>AkkaProtocolSpec</c> and the two long tests of <c>RemotingSpec</c> about links
/// that come in while another is being opened. The quarantined incarnation is refused and told so, another is not.
/// </summary>
public sealed class QuarantinedPeerSpec(ITestOutputHelper output) : RawPeerSpec(output)
{
    [Fact]
    public async Task A_quarantined_incarnation_that_dials_is_refused_and_told_so()
    {
        RawLink first = await Associated(uid: 33);
        await Quarantine(33);
        await first.Closed();

        RawLink second = await Peer.Dial(Near);
        second.Send(AkkaPdu.Associate(Peer.Local, 33));
        Assert.Equal(AkkaPduKind.Associate, (await second.NextButHeartbeats()).Kind);
        Assert.Equal(AkkaPduKind.DisassociateQuarantined, (await second.NextButHeartbeats()).Kind);
        await second.Closed();
    }

    [Fact]
    public async Task A_quarantined_incarnation_that_is_dialled_is_refused_and_told_so()
    {
        TestProbe errors = Events<AssociationErrorEvent>(Sys);
        RawLink first = await Accepted(uid: 33);
        await Quarantine(33);
        await first.Closed();

        TellPeer("is it you?");
        RawLink second = await Peer.Accept();
        Assert.Equal(AkkaPduKind.Associate, (await second.Next()).Kind);
        second.Send(AkkaPdu.Associate(Peer.Local, 33));
        List<AkkaPdu> rest = await second.Rest();
        Assert.Equal(AkkaPduKind.DisassociateQuarantined, rest[^1].Kind);
        Assert.DoesNotContain(rest, pdu => pdu.Kind == AkkaPduKind.Payload);
        Assert.Equal(Peer.Address, (await errors.ExpectMsgAsync<AssociationErrorEvent>()).RemoteAddress);
    }

    [Fact]
    public async Task Another_incarnation_of_a_quarantined_peer_is_welcome()
    {
        RawLink first = await Associated(uid: 33);
        await Quarantine(33);
        await first.Closed();

        RawLink second = await Associated(uid: 34);
        second.Send(Message(TestActor, "hello"));
        await ExpectMsgAsync("hello");
    }

    [Fact]
    public async Task Quarantine_of_another_incarnation_does_not_touch_this_one()
    {
        RawLink link = await Associated(uid: 33);
        Provider(Sys).Quarantine(Peer.Address, 34);
        link.Send(Message(TestActor, "hello"));
        await ExpectMsgAsync("hello");
        Assert.True(link.IsOpen);
    }

    [Fact]
    public async Task A_new_incarnation_that_dials_ends_the_old_one()
    {
        RawLink old = await Associated(uid: 33);
        RawLink fresh = await Associated(uid: 34);
        await old.Closed();
        fresh.Send(Message(TestActor, "hello"));
        await ExpectMsgAsync("hello");
        LastSender.Tell("hello yourself");
        Assert.Equal(AkkaPduKind.Payload, (await fresh.NextButHeartbeats()).Kind);
    }

    [Fact]
    public async Task A_link_that_comes_in_while_another_is_opened_waits_for_it()
    {
        TellPeer("hello");
        RawLink outbound = await Peer.Accept();
        Assert.Equal(AkkaPduKind.Associate, (await outbound.Next()).Kind);

        RawLink inbound = await Associated(uid: 33);
        inbound.Send(Message(TestActor, "waits"));
        // It is not known yet who is at the other end of the link that is being opened: what comes in is kept.
        await ExpectNoMsgAsync(TimeSpan.FromSeconds(0.5));
        Assert.True(inbound.IsOpen);

        outbound.Send(AkkaPdu.Associate(Peer.Local, 33));
        await ExpectMsgAsync("waits");
    }

    [Fact]
    public async Task A_link_that_waits_is_closed_when_its_incarnation_is_quarantined()
    {
        TellPeer("hello");
        RawLink outbound = await Peer.Accept();
        Assert.Equal(AkkaPduKind.Associate, (await outbound.Next()).Kind);
        RawLink inbound = await Associated(uid: 33);

        Provider(Sys).Quarantine(Peer.Address, 34);
        await ExpectNoMsgAsync(TimeSpan.FromSeconds(0.5));
        Assert.True(inbound.IsOpen);

        Provider(Sys).Quarantine(Peer.Address, 33);
        await inbound.Closed();
    }

    private async Task Quarantine(int uid)
    {
        TestProbe events = Events<QuarantinedEvent>(Sys);
        Provider(Sys).Quarantine(Peer.Address, uid);
        QuarantinedEvent quarantined = await events.ExpectMsgAsync<QuarantinedEvent>();
        Assert.Equal((Peer.Address, uid), (quarantined.Address, quarantined.Uid));
    }
}
