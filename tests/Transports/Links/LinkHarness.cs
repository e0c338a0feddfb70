using Bus.Transports.Control;
using Bus.Transports.Interop;
using Bus.Transports.Links;
using Bus.Transports.Reactors;
using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Tests.Links;

/// <summary>One link over channels that a test made, with its peer's end of the control socket in the test's hands.</summary>
internal sealed class LinkHarness : ILinkListener, IDisposable
{
    private readonly TaskCompletionSource<(LinkEnd End, string Reason)> _ended =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly ReaderPool _readers;

    public LinkHarness(OutboundChannel? outbound = null, InboundChannel? inbound = null)
    {
        Reactor = new Reactor("ipc-control", ReactorFailures.Add);
        _readers = new ReaderPool(1, ReactorFailures.Add);
        (var mine, Peer) = UnixSocket.Pair(SOCK_STREAM);
        Link = new Link(
            new LinkHost(Reactor, _readers, new LinkLimits(1024, 1024 * 1024, TimeSpan.FromSeconds(2))),
            new ControlSocket(mine),
            new ChannelPair(outbound ?? new ScriptedOutbound(), inbound ?? new ScriptedInbound()),
            new LinkPeer(new BusAddress("Peer", "local", 1), Environment.ProcessId, 0, 1, 1024, "scripted"));
    }

    public Reactor Reactor { get; }

    public List<Exception> ReactorFailures { get; } = [];

    public Link Link { get; }

    /// <summary>The peer's control socket.</summary>
    public SafeFileHandle Peer { get; }

    /// <summary>Why the link has ended, as its listener was told.</summary>
    public Task<(LinkEnd End, string Reason)> Told => _ended.Task;

    public void Say(RecordKind kind) => DescriptorMessage.Send(Peer, new ControlRecord(kind).Encode(), []);

    void IFrameSink.OnFrame(byte[] payload)
    {
    }

    void ILinkListener.OnEnded(LinkEnd end, string reason) => _ended.SetResult((end, reason));

    public void Dispose()
    {
        Link.Close("the test is over");
        _readers.Dispose();
        Reactor.Dispose();
        Peer.Dispose();
    }
}
