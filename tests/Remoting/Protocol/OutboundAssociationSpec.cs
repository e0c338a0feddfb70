using Akka.Event;
using Akka.Remote;
using Akka.Remote.Transport;
using Akka.TestKit;
using Bus.Testing.Raw;
using Google.Protobuf;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Protocol;

/// <summary>
/// The outbound half of Akka.NET's <c>AkkaProtocolSpec</c>, seen from a peer that a real system dials: the system introduces itself, holds
/// messages back and sends heartbeats until it is answered, gives up in time if it is not, and says why it ended.
/// </summary>
public sealed class OutboundAssociationSpec(ITestOutputHelper output) : RawPeerSpec(output, """
    <handshake-timeout> = 2 s
    akka.remote.transport-failure-detector.heartbeat-interval = 0.2 s
    """)
{
    [Fact]
    public async Task The_system_introduces_itself()
    {
        TellPeer("hello");
        RawLink link = await Peer.Accept();
        Assert.Equal(new AkkaPdu(AkkaPduKind.Associate, Near.WithProtocol(Ground.Scheme), NearUid), await link.Next());
    }

    [Fact]
    public async Task Messages_wait_for_the_handshake_while_heartbeats_go_on()
    {
        TestProbe events = Events<AssociatedEvent>(Sys);
        for (int i = 0; i < 3; i++) TellPeer(i);
        RawLink link = await Peer.Accept();
        Assert.Equal(AkkaPduKind.Associate, (await link.Next()).Kind);
        for (int i = 0; i < 4; i++) Assert.Equal(AkkaPduKind.Heartbeat, (await link.Next()).Kind);
        Assert.False(events.HasMessages);

        link.Send(AkkaPdu.Associate(Peer.Local, 33));
        for (int i = 0; i < 3; i++) Assert.Equal(AkkaPduKind.Payload, (await link.NextButHeartbeats()).Kind);
        AssociatedEvent associated = await events.ExpectMsgAsync<AssociatedEvent>();
        Assert.False(associated.IsInbound);
        Assert.Equal(Peer.Address, associated.RemoteAddress);
    }

    [Fact]
    public async Task A_peer_that_does_not_answer_is_given_up_in_time()
    {
        TestProbe errors = Events<AssociationErrorEvent>(Sys);
        TestProbe dead = Events<DeadLetter>(Sys);
        TellPeer("hello");
        RawLink link = await Peer.Accept();
        List<AkkaPdu> all = await link.Rest();
        Assert.Equal(AkkaPduKind.Associate, all[0].Kind);
        Assert.Equal(AkkaPduKind.Disassociate, all[^1].Kind);
        Assert.DoesNotContain(all, pdu => pdu.Kind == AkkaPduKind.Payload);
        Assert.Equal(Peer.Address, (await errors.ExpectMsgAsync<AssociationErrorEvent>()).RemoteAddress);
        await dead.FishForMessageAsync<DeadLetter>(letter => letter.Message is "hello");
    }

    [Theory]
    [InlineData(DisassociateInfo.Unknown)]
    [InlineData(DisassociateInfo.Shutdown)]
    [InlineData(DisassociateInfo.Quarantined)]
    public async Task A_peer_that_refuses_the_handshake_is_an_error(DisassociateInfo why)
    {
        TestProbe errors = Events<AssociationErrorEvent>(Sys);
        TellPeer("hello");
        RawLink link = await Peer.Accept();
        link.Send(AkkaPdu.Disassociate(why));
        await link.Closed();
        Assert.Equal(Peer.Address, (await errors.ExpectMsgAsync<AssociationErrorEvent>()).RemoteAddress);
    }

    [Fact]
    public async Task A_heartbeat_in_place_of_an_answer_ends_the_link()
    {
        TestProbe errors = Events<AssociationErrorEvent>(Sys);
        TellPeer("hello");
        RawLink link = await Peer.Accept();
        link.Send(AkkaPdu.Heartbeat);
        await link.Closed();
        Assert.Equal(Peer.Address, (await errors.ExpectMsgAsync<AssociationErrorEvent>()).RemoteAddress);
    }

    [Fact]
    public async Task Rubbish_in_place_of_an_answer_ends_the_link()
    {
        TestProbe errors = Events<AssociationErrorEvent>(Sys);
        TellPeer("hello");
        RawLink link = await Peer.Accept();
        link.Send(ByteString.CopyFrom(0xFF, 0xFE));
        await link.Closed();
        Assert.Equal(Peer.Address, (await errors.ExpectMsgAsync<AssociationErrorEvent>()).RemoteAddress);
    }

    [Fact]
    public async Task A_peer_that_says_goodbye_is_gone()
    {
        TestProbe events = Events<DisassociatedEvent>(Sys);
        RawLink link = await Accepted(uid: 33);
        link.Send(AkkaPdu.Disassociate(DisassociateInfo.Unknown));
        await link.Closed();
        Assert.Equal(Peer.Address, (await events.ExpectMsgAsync<DisassociatedEvent>()).RemoteAddress);
    }

    [Fact]
    public async Task A_peer_that_says_it_shuts_down_is_gone_and_not_quarantined()
    {
        TestProbe events = Events<RemotingLifecycleEvent>(Sys);
        RawLink link = await Accepted(uid: 33);
        Assert.IsType<AssociatedEvent>(await events.ExpectMsgAsync<RemotingLifecycleEvent>());
        link.Send(AkkaPdu.Disassociate(DisassociateInfo.Shutdown));
        await link.Closed();
        // No error and no quarantine before it.
        Assert.IsType<DisassociatedEvent>(await events.ExpectMsgAsync<RemotingLifecycleEvent>());
    }

    [Fact]
    public async Task A_peer_that_has_quarantined_this_system_tells_it_so()
    {
        TestProbe events = Events<ThisActorSystemQuarantinedEvent>(Sys);
        RawLink link = await Accepted(uid: 33);
        link.Send(AkkaPdu.Disassociate(DisassociateInfo.Quarantined));
        await link.Closed();
        ThisActorSystemQuarantinedEvent quarantined = await events.ExpectMsgAsync<ThisActorSystemQuarantinedEvent>();
        Assert.Equal(Near, quarantined.LocalAddress);
        Assert.Equal(Peer.Address, quarantined.RemoteAddress);
    }

    [Fact]
    public async Task A_peer_that_hangs_up_is_gone()
    {
        TestProbe events = Events<DisassociatedEvent>(Sys);
        RawLink link = await Accepted(uid: 33);
        link.HangUp();
        Assert.Equal(Peer.Address, (await events.ExpectMsgAsync<DisassociatedEvent>()).RemoteAddress);
    }

    [Fact]
    public async Task A_peer_that_answers_and_hangs_up_at_once_is_gone()
    {
        TestProbe events = Events<DisassociatedEvent>(Sys);
        TellPeer("hello");
        RawLink link = await Peer.Accept();
        link.Send(AkkaPdu.Associate(Peer.Local, 33));
        link.HangUp();
        Assert.Equal(Peer.Address, (await events.ExpectMsgAsync<DisassociatedEvent>()).RemoteAddress);
    }

    [Fact]
    public async Task After_the_gate_a_peer_is_dialled_again()
    {
        RawLink first = await Accepted(uid: 33);
        TestProbe events = Events<DisassociatedEvent>(Sys);
        first.HangUp();
        await events.ExpectMsgAsync<DisassociatedEvent>();
        // While the gate is closed messages are dead letters, so one is sent until one gets through.
        await AwaitAssertAsync(
            () =>
            {
                TellPeer("again");
                Assert.True(Peer.HasCaller, "The peer was not dialled again.");
            },
            TestKitSettings.DefaultTimeout,
            TimeSpan.FromMilliseconds(100));
        RawLink second = await Peer.Accept();
        Assert.Equal(AkkaPduKind.Associate, (await second.Next()).Kind);
    }
}
