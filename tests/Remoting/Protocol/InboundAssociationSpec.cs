using Akka.Actor;
using Akka.Remote;
using Akka.TestKit;
using Bus.Testing.Raw;
using Google.Protobuf;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Protocol;

/// <summary>
/// The inbound half of Akka.NET's <c>AkkaProtocolSpec</c>, and what must follow from it, seen from a peer that dials a real system: the
/// handshake is answered with address and incarnation, payloads are delivered only after it, and a stray message, rubbish
/// or silence in its place costs the peer its link and the system nothing.
/// </summary>
public sealed class InboundAssociationSpec(ITestOutputHelper output)
    : RawPeerSpec(output, "<handshake-timeout> = 2 s")
{
    [Fact]
    public async Task The_handshake_is_answered_with_address_and_incarnation()
    {
        TestProbe events = Events<AssociatedEvent>(Sys);
        RawLink link = await Peer.Dial(Near);
        link.Send(AkkaPdu.Associate(Peer.Local, 33));
        Assert.Equal(new AkkaPdu(AkkaPduKind.Associate, Near.WithProtocol(Ground.Scheme), NearUid), await link.Next());
        AssociatedEvent associated = await events.ExpectMsgAsync<AssociatedEvent>();
        Assert.True(associated.IsInbound);
        Assert.Equal(Peer.Address, associated.RemoteAddress);
        Assert.Equal(Near, associated.LocalAddress);
    }

    [Fact]
    public async Task A_message_after_the_handshake_is_delivered_with_its_sender()
    {
        RawLink link = await Associated(uid: 33);
        link.Send(Message(TestActor, "hello"));
        await ExpectMsgAsync("hello");
        Assert.Equal(PathAt(Peer.Address, "user/someone"), LastSender.Path);
    }

    [Fact]
    public async Task Messages_that_come_right_behind_the_handshake_are_delivered_in_order()
    {
        RawLink link = await Peer.Dial(Near);
        link.Send(AkkaPdu.Associate(Peer.Local, 33));
        for (int i = 0; i < 50; i++) link.Send(Message(TestActor, i));
        for (int i = 0; i < 50; i++) await ExpectMsgAsync(i);
    }

    [Fact]
    public async Task An_answer_takes_the_link_that_the_question_came_by()
    {
        RawLink link = await Associated(uid: 33);
        link.Send(Message(TestActor, "hello"));
        await ExpectMsgAsync("hello");
        LastSender.Tell("hello yourself");
        Assert.Equal(AkkaPduKind.Payload, (await link.NextButHeartbeats()).Kind);
    }

    [Fact]
    public async Task A_heartbeat_in_place_of_the_handshake_ends_the_link()
    {
        RawLink link = await Peer.Dial(Near);
        link.Send(AkkaPdu.Heartbeat);
        Assert.Equal([new AkkaPdu(AkkaPduKind.Disassociate)], await link.Rest());
        await TheSystemIsWell();
    }

    [Fact]
    public async Task A_message_in_place_of_the_handshake_is_not_delivered_and_ends_the_link()
    {
        RawLink link = await Peer.Dial(Near);
        link.Send(Message(TestActor, "dropped"));
        Assert.Equal([new AkkaPdu(AkkaPduKind.Disassociate)], await link.Rest());
        await TheSystemIsWell();
    }

    [Theory]
    [InlineData("")]
    [InlineData("FF")]
    [InlineData("1202")]
    [InlineData("474554202F20485454502F312E310D0A0D0A")]
    public async Task Rubbish_in_place_of_the_handshake_ends_the_link(string hex)
    {
        RawLink link = await Peer.Dial(Near);
        link.Send(ByteString.CopyFrom(Convert.FromHexString(hex)));
        await link.Closed();
        await TheSystemIsWell();
    }

    [Fact]
    public async Task Silence_in_place_of_the_handshake_ends_the_link_in_time()
    {
        RawLink link = await Peer.Dial(Near);
        Assert.Equal([new AkkaPdu(AkkaPduKind.Disassociate)], await link.Rest());
        await TheSystemIsWell();
    }

    [Fact]
    public async Task Rubbish_after_the_handshake_ends_the_link()
    {
        TestProbe events = Events<DisassociatedEvent>(Sys);
        RawLink link = await Associated(uid: 33);
        link.Send(ByteString.CopyFrom(0xFF, 0xFE, 0xFD));
        await link.Closed();
        Assert.Equal(Peer.Address, (await events.ExpectMsgAsync<DisassociatedEvent>()).RemoteAddress);
        await TheSystemIsWell();
    }

    [Fact]
    public async Task An_envelope_of_rubbish_ends_the_link()
    {
        RawLink link = await Associated(uid: 33);
        link.Send(AkkaPdu.Payload([0, 1, 2, 3, 4, 5, 6]));
        await link.Closed();
        await TheSystemIsWell();
    }

    [Fact]
    public async Task A_message_to_an_actor_that_is_not_there_ends_nothing()
    {
        TestProbe dead = Events<Akka.Event.DeadLetter>(Sys);
        RawLink link = await Associated(uid: 33);
        string nobody = PathAt(Near, "user/nobody").ToString();
        link.Send(AkkaPdu.Payload(RawSystem, nobody, PathAt(Peer.Address, "user/someone").ToString(), "lost"));
        await dead.FishForMessageAsync<Akka.Event.DeadLetter>(letter => letter.Message is "lost");
        link.Send(Message(TestActor, "hello"));
        await ExpectMsgAsync("hello");
    }

    [Fact]
    public async Task A_peer_that_leaves_without_a_word_is_noticed()
    {
        TestProbe events = Events<DisassociatedEvent>(Sys);
        RawLink link = await Associated(uid: 33);
        link.HangUp();
        Assert.Equal(Peer.Address, (await events.ExpectMsgAsync<DisassociatedEvent>()).RemoteAddress);
    }

    [Fact]
    public async Task A_peer_that_leaves_in_the_middle_of_the_handshake_costs_nothing()
    {
        for (int i = 0; i < 20; i++)
        {
            RawLink link = await Peer.Dial(Near);
            if (i % 2 == 0) link.Send(AkkaPdu.Associate(Peer.Local, 33 + i));
            link.HangUp();
        }

        await TheSystemIsWell();
    }

    [Fact]
    public async Task A_second_link_of_the_same_incarnation_is_read_and_the_first_is_written()
    {
        RawLink first = await Associated(uid: 33);
        first.Send(Message(TestActor, "by the first"));
        await ExpectMsgAsync("by the first");
        RawLink second = await Associated(uid: 33);
        second.Send(Message(TestActor, "by the second"));
        await ExpectMsgAsync("by the second");
        LastSender.Tell("answer");
        Assert.Equal(AkkaPduKind.Payload, (await first.NextButHeartbeats()).Kind);
    }

    /// <summary>Another peer, with which nothing went wrong, is served, and nothing that was to be dropped has arrived.</summary>
    private async Task TheSystemIsWell()
    {
        ActorSystem other = NewSystem("Other");
        TestProbe probe = CreateTestProbe(other);
        Select(other, Sys, string.Join('/', TestActor.Path.Elements)).Tell("are you well?", probe.Ref);
        await ExpectMsgAsync("are you well?");
        LastSender.Tell("I am");
        await probe.ExpectMsgAsync("I am");
    }
}
