using Akka.Actor;
using Akka.Remote;
using Bus.Delivery;
using Bus.Lanes;
using Bus.Transports;
using Bus.Transports.Control;
using Bus.Transports.Interop;
using Bus.Transports.Links;
using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace Bus.Tests.Wire;

/// <summary>
/// One end of a lane, with its link, of which the test is both the channel and the reader: it takes the bytes that go out, and gives those that
/// come in. The peer has opened it.
/// </summary>
internal sealed class LaneEnd : IDisposable
{
    private readonly FrameReader _frames = new(LaneFormat.MostFrameBytes);
    private readonly SafeFileHandle _peerControl;

    public LaneEnd(WireSystem system, Address? peer = null, bool dialledHere = false)
    {
        (var control, _peerControl) = UnixSocket.Pair(SOCK_STREAM);
        var address = peer ?? WireSystem.NoPeer;
        var target = new BusAddress(address.System, address.Host!, address.Port!.Value);
        Peer = system.Lanes.Peers.Of(address)!;
        Link = new Link(
            system.Host, new ControlSocket(control), new ChannelPair(Outbound, new SilentInbound()),
            new LinkPeer(target, Environment.ProcessId, 0, 1, LaneFormat.MostFrameBytes, "captured", LinkPurpose.Lane));
        Lane = Peer.OnLink(Link, dialledHere);
    }

    public CapturedOutbound Outbound { get; } = new();

    public LanePeer Peer { get; }

    public Link Link { get; }

    public Lane Lane { get; }

    /// <summary>Brings bytes, as blocks of this end's channel would.</summary>
    public void Bring(ReadOnlySpan<byte> bytes) => _frames.Feed(bytes, Lane);

    /// <summary>Brings a frame.</summary>
    public void BringFrame(LaneFrameKind kind, LaneFlags flags = 0, ushort type = 0, uint a = 0, uint b = 0, params byte[] rest)
    {
        var frame = new byte[LaneFormat.HeadBytes + rest.Length];
        LaneFormat.WriteHead(frame, kind, flags, type, a, b);
        rest.CopyTo(frame, LaneFormat.HeadBytes);
        ((IFrameSink)Lane).OnFrameInBlock(frame);
    }

    /// <summary>Brings the hello of a peer.</summary>
    public void Greet(int systemUid = 4711, int mostActors = 4096, int largestMessage = 1024 * 1024) =>
        ((IFrameSink)Lane).OnFrameInBlock(new LaneHello(systemUid, mostActors, largestMessage).Encode());

    /// <summary>The frames that went out since the last call.</summary>
    public IReadOnlyList<byte[]> TakeFrames()
    {
        // The pool may have the turn to write.
        if (!SpinWait.SpinUntil(() => !Link.Outbox.IsDraining, Testing.Eventually.Patience))
            throw new TimeoutException("The outbox is still writing.");
        var frames = new FrameCollector();
        new FrameReader(LaneFormat.MostFrameBytes).Feed(Outbound.Take(), frames);
        return frames.Frames;
    }

    /// <summary>Their kinds.</summary>
    public IReadOnlyList<LaneFrameKind> TakeKinds() => [.. TakeFrames().Select(frame => (LaneFrameKind)frame[0])];

    /// <summary>Sends a message over this lane, whatever the state of the peer.</summary>
    public LaneResult Send(object message, RemoteActorRef recipient, IActorRef? sender = null) =>
        Lane.Outbound.Send(new Outgoing(message, sender, recipient), Lane.Outbound.NameOf(recipient));

    public void Dispose()
    {
        Link.Close("the test is over");
        _peerControl.Dispose();
    }
}
