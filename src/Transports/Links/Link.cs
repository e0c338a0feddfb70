using Bus.Transports.Control;
using Bus.Transports.Reactors;
using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Links;

/// <summary>
/// A duplex pair of channels and the control socket beside it.
/// <code>
///   open --- Close() ----------&gt; closing: outbox drains --- drained, or flush timeout ---+
///    |                              |                                                    |
///    +--- control socket's end, -&gt;--+------------ ends it too ---------------------------+
///         or a failure                                                                   v
///                                             ended: reader leaves, kernel objects freed, OnEnded
/// </code>
/// </summary>
/// <remarks>
/// Guarded by <c>_lock</c>: <c>_closing</c>, <c>_end</c>, <c>_reason</c>, <c>_started</c>, <c>_readingEnded</c>,
/// <c>_writingEnded</c>, <c>_tornDown</c>. The kernel objects are freed when the link has
/// ended and its reader has left, by whichever of the two comes last; if no reader was ever started, by whoever ends the link.
/// </remarks>
internal sealed class Link : IReactorHandler, IFrameSink
{
    private static readonly TimeSpan ControlSocketGrace = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly Reactor _reactor;
    private readonly ControlSocket _control;
    private readonly ChannelPair _channels;
    private readonly LinkLimits _limits;
    private readonly Outbox _outbox;
    private readonly LinkReader _reader;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ILinkListener? _listener;
    private LinkEnd? _end;
    private string _reason = "";
    private bool _started;
    private bool _readingEnded;
    private bool _writingEnded;
    private bool _saidGoodbye;
    private bool _peerSaidGoodbye;
    private volatile bool _closing;
    private bool _tornDown;

    public Link(LinkHost host, ControlSocket control, ChannelPair channels, LinkPeer peer)
    {
        _reactor = host.Reactor;
        _limits = host.LimitsOf(peer.Purpose);
        _control = control;
        _channels = peer.Purpose == LinkPurpose.Lane ? channels with { Inbound = WaitingInbound.Around(channels.Inbound, _limits) } : channels;
        Peer = peer;
        _outbox = new Outbox(channels.Outbound, _limits.OutboxBytes, OnChannelFailure, OnWritingEnded, OnDrained);
        _reader = LinkReader.For(_channels.Inbound, host, peer, this, OnReadingEnded);
    }

    public LinkPeer Peer { get; }

    public SafeFileHandle Handle => _control.Handle;

    /// <summary>Bytes accepted and not yet taken by the channel.</summary>
    public long Queued => _outbox.Queued;

    /// <summary>How often this side has woken the peer, see <see cref="OutboundChannel.WakeUps"/>.</summary>
    public long WakeUps => _channels.Outbound.WakeUps;

    /// <summary>Completes when the link has ended and everything is freed.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Makes one of a connection and its channels, which are its own from then on, and watches it.</summary>
    public static Link Watched(LinkHost host, ControlSocket control, ChannelPair channels, LinkPeer peer)
    {
        var link = new Link(host, control, channels, peer);
        link.Watch();
        return link;
    }

    /// <summary>Watches the peer from now on, unless the link has ended before: then its descriptor is closed already.</summary>
    public void Watch()
    {
        lock (_lock)
        {
            if (_end is null)
                _reactor.Add(this, _closing ? _limits.FlushTimeout : null);
        }
    }

    /// <summary>Accepts a frame for sending. Any thread; never waits for the peer, never throws.</summary>
    /// <returns>False if the outbox is full or the link has ended.</returns>
    public bool TrySend(ReadOnlySpan<byte> payload) => _outbox.TryAppend(payload);

    /// <summary>Where frames wait for the channel. For whoever writes into it without a copy.</summary>
    public Outbox Outbox => _outbox;

    /// <summary>Starts to deliver, also what came before. At most once.</summary>
    public void Start(ILinkListener listener)
    {
        try
        {
            lock (_lock)
            {
                _listener = listener;
                if (!_tornDown)
                {
                    _started = true;
                    _reader.Start();
                    // It may have ended while it waited for a listener: then the reader is to see what is left, and that it is the end.
                    if (_end is not null)
                        _reader.Poke();
                    return;
                }
            }

            listener.OnEnded(_end!.Value, _reason);
        }
        catch (Exception failure)
        {
            // The system has no descriptor or thread left to read it with.
            OnReadingEnded(failure);
        }
    }

    /// <summary>Ends the link gracefully: what was accepted still goes out, for as long as the flush timeout. Any thread, idempotent.</summary>
    public void Close(string reason)
    {
        bool tearDownHere;
        lock (_lock)
        {
            // It may have ended while it still waits for somebody to take what arrived. Nobody will.
            tearDownHere = _end is not null && !_started && !_tornDown;
            _tornDown |= tearDownHere;
            if (!tearDownHere && (_closing || _end is not null))
                return;
            if (!tearDownHere)
            {
                _closing = true;
                _reason = reason;
            }
        }

        if (tearDownHere)
        {
            TearDown();
            return;
        }

        _outbox.Complete();
        _reactor.SetDeadline(this, _limits.FlushTimeout);
    }

    void IReactorHandler.OnReady()
    {
        try
        {
            while (_control.TryReceive() is { } record)
            {
                record.CloseDescriptors();
                // Only one: a peer that goes on saying it would keep this thread from all others.
                if (record.Kind != RecordKind.Goodbye || _peerSaidGoodbye)
                    throw new ProtocolViolationException($"A {record.Kind} record came over a link that was up; one Goodbye may.");
                _peerSaidGoodbye = true;
            }
        }
        catch (ProtocolViolationException violation)
        {
            End(LinkEnd.Failed, violation.Message, drain: false);
            return;
        }

        if (!_control.Ended)
            return;
        if (_peerSaidGoodbye)
            End(LinkEnd.PeerShutDown, "the peer shut the link down", drain: true);
        else
            End(LinkEnd.PeerCrashed, $"the peer's process {Peer.ProcessId} is gone", drain: true);
    }

    /// <summary>The flush timeout; or the channel has ended, and the control socket, which tells why, still has not.</summary>
    void IReactorHandler.OnDeadline()
    {
        bool orphaned;
        lock (_lock)
            orphaned = _readingEnded || _writingEnded;
        if (orphaned && _peerSaidGoodbye)
            End(LinkEnd.PeerShutDown, "the peer shut the link down", drain: true);
        else if (orphaned)
            End(LinkEnd.Failed, "the peer ended the channel but not the control socket", drain: false);
        else if (!_saidGoodbye)
            End(LinkEnd.Local, $"{_reason}; {_outbox.Queued:N0} bytes were not taken by the peer within {_limits.FlushTimeout}", drain: false);
    }

    private void OnChannelFailure(Exception failure) => End(LinkEnd.Failed, failure.Message, drain: false);

    private void OnDrained()
    {
        try
        {
            _saidGoodbye = true;
            _control.Send(new ControlRecord(RecordKind.Goodbye));
        }
        catch (IpcException)
        {
            // The peer has gone first; it needs no goodbye.
        }

        End(LinkEnd.Local, _reason, drain: false);
    }

    /// <summary>The one way out of every state. The first reason counts.</summary>
    private void End(LinkEnd end, string reason, bool drain)
    {
        bool tearDownHere;
        bool finishHere;
        lock (_lock)
        {
            if (_end is not null)
                return;
            // A link that this side was closing ends as its own doing, whatever came in between.
            _end = _closing ? LinkEnd.Local : end;
            if (!_closing || end == LinkEnd.Local)
                _reason = reason;
            drain &= !_closing;
            _reactor.Remove(this);
            Try(end == LinkEnd.Failed ? _channels.Outbound.BreakOff : _channels.Outbound.Close);
            Try(drain ? _channels.Inbound.Complete : _channels.Inbound.Close);
            if (_started)
                _reader.Poke();
            finishHere = _readingEnded;
            // A drained link keeps what has arrived for the listener that is still to come.
            tearDownHere = !_started && !drain;
            _tornDown |= tearDownHere | finishHere;
        }

        if (finishHere)
            Finish();
        else if (tearDownHere)
            TearDown();
    }

    /// <summary>
    /// The reader has left. If nothing has ended the link yet, the channel has ended before the control socket did, as a socket does when the
    /// process dies between the two: the control socket tells why, in a moment. A peer that only ends the channel and stays is in breach.
    /// </summary>
    private void OnReadingEnded(Exception? failure)
    {
        if (failure is not null)
            End(LinkEnd.Failed, failure.Message, drain: false);
        lock (_lock)
        {
            _readingEnded = true;
            if (_end is null)
            {
                _reactor.SetDeadline(this, ControlSocketGrace);
                return;
            }

            _tornDown = true;
        }

        Finish();
    }

    /// <summary>The peer takes nothing more. As with reading, the control socket is to tell why.</summary>
    private void OnWritingEnded()
    {
        lock (_lock)
        {
            _writingEnded = true;
            if (_end is null)
                _reactor.SetDeadline(this, ControlSocketGrace);
        }
    }

    void IFrameSink.OnBlock() => _outbox.ExpectAnswer();

    // After a local close nobody wants more; the reader only keeps the peer from waiting for space.
    void IFrameSink.OnFrameInBlock(ReadOnlySpan<byte> payload)
    {
        if (!_closing)
            _listener!.OnFrameInBlock(payload);
    }

    void IFrameSink.OnFrame(byte[] payload)
    {
        if (!_closing)
            _listener!.OnFrame(payload);
    }

    private void Finish()
    {
        TearDown();
        _listener!.OnEnded(_end!.Value, _reader.AtBoundary ? _reason : _reason + "; an unfinished frame was dropped");
    }

    private void TearDown()
    {
        _outbox.Abort();
        Try(_channels.Outbound.Dispose);
        Try(_channels.Inbound.Dispose);
        _control.Dispose();
        _ended.TrySetResult();
    }

    /// <summary>
    /// A mechanism of somebody's own may fail where it must not. The link ends all the same, and its last words say so: an
    /// exception here would be nobody's, on a thread where it ends the process.
    /// </summary>
    private void Try(Action step)
    {
        try
        {
            step();
        }
        catch (Exception failure)
        {
            _reason += $"; the mechanism failed meanwhile: {failure.Message}";
        }
    }
}
