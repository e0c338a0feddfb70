using Akka.Remote;
using Akka.TestKit;
using Bus.Testing.Raw;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Protocol;

/// <summary>
/// The failure detector of Akka.NET's <c>AkkaProtocolSpec</c>: an idle association lives as long as the peer's heart beats, and ends with a goodbye
/// when it does not, whichever side dialled.
/// </summary>
public sealed class HeartbeatSpec(ITestOutputHelper output) : RawPeerSpec(output, """
    akka.remote.transport-failure-detector {
      heartbeat-interval = 0.3 s
      acceptable-heartbeat-pause = 3 s
    }
    """)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_idle_association_lives_while_the_heart_beats(bool inbound)
    {
        RawLink link = inbound ? await Associated(uid: 33) : await Accepted(uid: 33);
        // Twelve intervals, longer than the pause that would be accepted.
        for (int i = 0; i < 12; i++)
        {
            AkkaPdu pdu = await link.Next();
            Assert.Equal(AkkaPduKind.Heartbeat, pdu.Kind);
            link.Send(AkkaPdu.Heartbeat);
        }

        link.Send(Message(TestActor, "hello"));
        await ExpectMsgAsync("hello");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_association_ends_when_the_heart_no_longer_beats(bool inbound)
    {
        TestProbe events = Events<DisassociatedEvent>(Sys);
        RawLink link = inbound ? await Associated(uid: 33) : await Accepted(uid: 33);
        List<AkkaPdu> rest = await link.Rest();
        Assert.Equal(AkkaPduKind.Disassociate, rest[^1].Kind);
        Assert.All(rest.SkipLast(1), pdu => Assert.Equal(AkkaPduKind.Heartbeat, pdu.Kind));
        Assert.Equal(Peer.Address, (await events.ExpectMsgAsync<DisassociatedEvent>()).RemoteAddress);
    }

    [Fact]
    public async Task A_message_is_a_sign_of_life_too()
    {
        RawLink link = await Associated(uid: 33);
        for (int i = 0; i < 12; i++)
        {
            await link.Next();
            link.Send(Message(TestActor, i));
            await ExpectMsgAsync(i);
        }
    }
}
