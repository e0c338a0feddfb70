using Akka.Actor;
using Akka.Event;
using Bus.Telemetry;
using Bus.Transports;
using Bus.Transports.Links;

namespace Bus.Lanes;

/// <summary>One link to a peer that carries messages of users, in both directions.</summary>
/// <remarks>
/// <c>_hello</c> is written once by the reader's thread before <c>_greeted</c> is set, and read after it. Frames come on the reader's thread.
/// </remarks>
internal sealed class Lane : ILinkListener
{
    private readonly LaneSystem _system;
    private readonly LanePeer _peer;
    private readonly Link _link;
    private readonly InboundLane _inbound;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _ended;
    private readonly TaskCompletionSource _greeted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Lane(LaneSystem system, LanePeer peer, Link link, bool dialledHere, Address localAddress)
    {
        _system = system;
        _peer = peer;
        _link = link;
        DialledHere = dialledHere;
        Outbound = new OutboundLane(system, peer.Address, link, localAddress);
        _inbound = new InboundLane(system, this);
    }

    public OutboundLane Outbound { get; }

    /// <summary>True if this side has opened it.</summary>
    public bool DialledHere { get; }

    /// <summary>Completes when the peer has said hello; canceled if the lane has ended before.</summary>
    public Task Greeted => _greeted.Task;

    /// <summary>Completes when it has ended and everything that it brought is in mailboxes.</summary>
    public Task Drained => _drained.Task;

    /// <summary>Which incarnation of the peer's transport.</summary>
    public string Incarnation => _link.Peer.IncarnationText;

    /// <summary>What carries it.</summary>
    public string Mechanism => _link.Peer.Mechanism;

    /// <summary>Akka.Remote's number of the peer's actor system. After <see cref="Greeted"/>.</summary>
    public int SystemUid { get; private set; }

    /// <summary>True if messages may be sent over it.</summary>
    public bool IsUsable => Greeted.IsCompletedSuccessfully && Outbound.IsOpen;

    /// <summary>
    /// Begins to read. Who has dialled says hello first: the other side answers only if it wants to hear more, so that nothing is sent to a side
    /// that has barred the sender.
    /// </summary>
    public void Start()
    {
        if (DialledHere)
            SayHello();
        _link.Start(this);
    }

    /// <summary>Before anything else on this lane. Once.</summary>
    internal void SayHello()
    {
        var hello = new LaneHello(Akka.Remote.AddressUidExtension.Uid(_system.System), _system.Settings.MostActors, _system.LargestMessage);
        _link.Outbox.TryAppend(hello.Encode(), always: true);
    }

    /// <summary>Ends it; what was accepted still goes out. Any thread.</summary>
    public void Close(string reason) => _link.Close(reason);

    void IFrameSink.OnFrameInBlock(ReadOnlySpan<byte> payload) => _inbound.OnFrame(payload);

    void IFrameSink.OnFrame(byte[] payload) => _inbound.OnFrame(payload);

    void ILinkListener.OnEnded(LinkEnd end, string reason)
    {
        if (end == LinkEnd.Failed)
            _system.Log.Error("The lane to {0} was closed: {1}", _link.Peer, reason);
        else
            _system.Log.Debug("The lane to {0} has ended: {1}", _link.Peer, reason);
        _greeted.TrySetCanceled();
        LinkTotals.Remove(Outbound.Telemetry);
        _ended = true;
        // Whoever delivers the last large message counts down and looks at what is written here; this thread does it the other way round. One of the two sees both.
        Interlocked.MemoryBarrier();
        OnIdle();
        try
        {
            _peer.OnEnded(this);
        }
        catch (Exception problem)
        {
            // On the reader's own thread, where it would end the process.
            _system.Log.Error(problem, "What the lane to {0} had left could not be sent elsewhere", _link.Peer);
        }
    }

    /// <summary>No large message is being delivered.</summary>
    internal void OnIdle()
    {
        if (_ended && _inbound.IsIdle)
            _drained.TrySetResult();
    }

    internal void OnHello(LaneHello hello)
    {
        SystemUid = hello.SystemUid;
        Outbound.Agree(hello);
        LinkTotals.Add(Outbound.Telemetry);
        _peer.OnGreeted(this);
    }

    /// <summary>From now on it is <see cref="Greeted"/>. Called by the peer, so that nobody sees it greeted before the peer has decided about it.</summary>
    internal void MarkGreeted() => _greeted.TrySetResult();

    /// <exception cref="ProtocolViolationException">The peer speaks of something that is not.</exception>
    internal void OnSignal(LaneFrameKind kind, uint number)
    {
        switch (kind)
        {
            case LaneFrameKind.Flush:
                Outbound.Answers.Flushed(number);
                break;
            case LaneFrameKind.Flushed:
                _peer.OnFlushed(this, number);
                break;
            case LaneFrameKind.Delivered:
                if (!Outbound.Large.OnDelivered(number, message => _system.Drops.Drop(message.Original, "the lane is full (bus.lanes.outbox-limit)")))
                    throw new ProtocolViolationException($"The peer has delivered a large message {number}, which was not sent.");
                break;
            case LaneFrameKind.Close:
                _peer.OnPeerCloses(this);
                break;
            case LaneFrameKind.Closed:
                _link.Close("the lane was closed in agreement");
                break;
            default:
                throw new ProtocolViolationException($"A frame of kind {(byte)kind} came over a lane; there is none.");
        }
    }
}
