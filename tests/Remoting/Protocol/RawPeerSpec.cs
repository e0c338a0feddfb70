using Akka.Actor;
using Akka.Remote;
using Bus.Testing.Raw;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Protocol;

/// <summary>A spec of a real system, <c>Near</c>, and a peer that speaks Akka's protocol by hand.</summary>
public abstract class RawPeerSpec : IpcRemotingSpec, IAsyncLifetime
{
    private readonly ActorSystem _raw;
    private RawPeer? _peer;

    protected RawPeerSpec(ITestOutputHelper output, string config = "", string? mechanism = null)
        : base(output, config, mechanism)
    {
        // Remoting runs there as well, at another port, only because it completes the configuration of the stock transport.
        _raw = NewSystem("Raw");
    }

    /// <summary>The peer.</summary>
    protected RawPeer Peer => _peer!;

    /// <summary>The system whose name the peer bears; it serializes what the peer sends.</summary>
    protected ActorSystem RawSystem => _raw;

    /// <summary>The address of the system under test.</summary>
    protected Address Near => AddressOf(Sys);

    /// <summary>The incarnation of the system under test.</summary>
    protected int NearUid => AddressUidExtension.Uid(Sys);

    /// <inheritdoc/>
    public async Task InitializeAsync() => _peer = await RawPeer.Listen(_raw, Ground.SectionOf(_raw, Ground.NextPort()));

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_peer is not null) await _peer.DisposeAsync();
    }

    /// <summary>Opens a link to the system under test and shakes hands.</summary>
    protected async Task<RawLink> Associated(int uid)
    {
        RawLink link = await Peer.Dial(Near);
        link.Send(AkkaPdu.Associate(Peer.Local, uid));
        Assert.Equal(AkkaPduKind.Associate, (await link.NextButHeartbeats()).Kind);
        return link;
    }

    /// <summary>Makes the system under test dial, and shakes hands.</summary>
    protected async Task<RawLink> Accepted(int uid)
    {
        TellPeer("hello");
        RawLink link = await Peer.Accept();
        Assert.Equal(AkkaPduKind.Associate, (await link.Next()).Kind);
        link.Send(AkkaPdu.Associate(Peer.Local, uid));
        Assert.Equal(AkkaPduKind.Payload, (await link.NextButHeartbeats()).Kind);
        return link;
    }

    /// <summary>Sends something to an actor of the peer, which has none.</summary>
    protected void TellPeer(object message) => Sys.ActorSelection(PathAt(Peer.Address, "user/noone")).Tell(message, ActorRefs.NoSender);

    /// <summary>A message from the peer to an actor of the system under test.</summary>
    protected Google.Protobuf.ByteString Message(IActorRef recipient, object message) => AkkaPdu.Payload(
        _raw,
        recipient.Path.ToSerializationFormatWithAddress(Near),
        PathAt(Peer.Address, "user/someone").ToString(),
        message);
}
