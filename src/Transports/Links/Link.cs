using Bus.Transports.Rendezvous;
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
/// Guarded by <c>_lock</c>: <c>_closing</c>, <c>_end</c>, <c>_reason</c>, <c>_reader</c>, <c>_tornDown</c>. The kernel objects are freed by the reader's thread as its
/// last act, after the outbox has no drainer left; if no reader was ever started, by whoever ends the link.
/// </remarks>
internal sealed class Link : IReactorHandler
{
    private static readonly TimeSpan ControlSocketGrace = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly Reactor _reactor;
    private readonly ControlSocket _control;
    private readonly ChannelPair _channels;
    private readonly LinkLimits _limits;
    private readonly Outbox _outbox;
    private readonly TaskCompletionSource _decided = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ILinkListener? _listener;
    private Thread? _reader;
    private LinkEnd? _end;
    private string _reason = "";
    private bool _saidGoodbye;
    private bool _peerSaidGoodbye;
    private volatile bool _closing;
    private bool _tornDown;

    public Link(Reactor reactor, ControlSocket control, ChannelPair channels, LinkPeer peer, LinkLimits limits)
    {
        _reactor = reactor;
        _control = control;
        _channels = channels;
        _limits = limits;
        Peer = peer;
        _outbox = new Outbox(channels.Outbound, limits.OutboxBytes, OnChannelFailure, OnDrained);
    }

    public LinkPeer Peer { get; }

    public SafeFileHandle Handle => _control.Handle;

    /// <summary>Bytes accepted and not yet taken by the channel.</summary>
    public long Queued => _outbox.Queued;

    /// <summary>Completes when the link has ended and everything is freed.</summary>
    public Task Ended => _ended.Task;

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

    /// <summary>Starts to deliver, also what came before. At most once.</summary>
    public void Start(ILinkListener listener)
    {
        lock (_lock)
        {
            _listener = listener;
            if (!_tornDown)
            {
                _reader = new Thread(Read, maxStackSize: 256 * 1024) { IsBackground = true, Name = "ipc-read " + Peer.Address };
                _reader.Start();
                return;
            }
        }

        listener.OnEnded(_end!.Value, _reason);
    }

    /// <summary>Ends the link gracefully: what was accepted still goes out, for as long as the flush timeout. Any thread, idempotent.</summary>
    public void Close(string reason)
    {
        bool tearDownHere;
        lock (_lock)
        {
            // It may have ended while it still waits for somebody to take what arrived. Nobody will.
            tearDownHere = _end is not null && _reader is null && !_tornDown;
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

        _reactor.SetDeadline(this, _limits.FlushTimeout);
        _outbox.Complete();
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

    /// <summary>The flush timeout.</summary>
    void IReactorHandler.OnDeadline()
    {
        if (!_saidGoodbye)
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
            Try(_channels.Outbound.Close);
            Try(drain ? _channels.Inbound.Complete : _channels.Inbound.Close);
            // A drained link keeps what has arrived for the listener that is still to come.
            tearDownHere = _reader is null && !drain;
            _tornDown |= tearDownHere;
        }

        _decided.TrySetResult();
        if (tearDownHere)
            TearDown();
    }

    private void Read()
    {
        var frames = new FrameReader(_limits.MaxFrameBytes);
        try
        {
            var buffer = GC.AllocateUninitializedArray<byte>(_channels.Inbound.MaxBlockBytes);
            Action<byte[]> deliver = Deliver;
            int count;
            while ((count = _channels.Inbound.Read(buffer)) > 0)
                frames.Feed(buffer.AsSpan(0, count), deliver);
        }
        catch (Exception failure)
        {
            End(LinkEnd.Failed, failure.Message, drain: false);
        }

        AwaitEnd();
        lock (_lock)
            _tornDown = true;
        TearDown();
        _listener!.OnEnded(_end!.Value, frames.AtBoundary ? _reason : _reason + "; an unfinished frame was dropped");
    }

    private void Deliver(byte[] payload)
    {
        // After a local close nobody wants more; the reader only keeps the peer from waiting for space.
        if (!_closing)
            _listener!.OnFrame(payload);
    }

    /// <summary>
    /// The channel has ended before the control socket did, as a socket does when the process dies between the two: the control socket
    /// tells why, in a moment. A peer that only ends the channel and stays is in breach.
    /// </summary>
    private void AwaitEnd()
    {
        if (!_decided.Task.Wait(ControlSocketGrace))
            End(LinkEnd.Failed, "the peer ended the channel but not the control socket", drain: false);
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
