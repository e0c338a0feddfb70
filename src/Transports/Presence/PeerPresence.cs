using Bus.Transports.Control;
using Bus.Transports.Links;
using Bus.Transports.Reactors;
using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Presence;

/// <summary>
/// A control socket alone, by which two systems know that the other is there. Its end says how the other left: with a goodbye, or without. That its process has ended, its
/// life sign may say before.
/// </summary>
/// <remarks>Ends once, on the reactor's thread or on that of <see cref="Close"/>, whichever comes first. <c>_signs</c> and <c>_sign</c> belong to the reactor's thread.</remarks>
internal sealed class PeerPresence : IReactorHandler
{
    private readonly Reactor _reactor;
    private readonly ControlSocket _control;
    private readonly Action<PeerPresence, LinkEnd> _onEnded;
    private LifeSigns? _signs;
    private IDisposable? _sign;
    private bool _saidGoodbye;
    private bool _gaveSign;
    private volatile bool _died;
    private int _ended;

    private PeerPresence(Reactor reactor, ControlSocket control, LinkPeer peer, Action<PeerPresence, LinkEnd> onEnded)
    {
        _reactor = reactor;
        _control = control;
        _onEnded = onEnded;
        Peer = peer;
    }

    /// <summary>Who is at the other end.</summary>
    public LinkPeer Peer { get; }

    public SafeFileHandle Handle => _control.Handle;

    /// <summary>Makes one and watches it. On the reactor's thread.</summary>
    /// <param name="reactor">Watches it.</param>
    /// <param name="control">The connection, after the handshake.</param>
    /// <param name="peer">Who is at the other end.</param>
    /// <param name="onEnded">Called once, unless this side closes it.</param>
    public static PeerPresence Watched(Reactor reactor, ControlSocket control, LinkPeer peer, Action<PeerPresence, LinkEnd> onEnded)
    {
        var presence = new PeerPresence(reactor, control, peer, onEnded);
        reactor.Add(presence);
        return presence;
    }

    /// <summary>Gives this process' life sign, and watches the peer's once that has come. On the reactor's thread, before anything can come.</summary>
    public void Exchange(LifeSigns signs)
    {
        _signs = signs;
        try
        {
            signs.SendTo(_control);
        }
        catch (HandshakeException)
        {
            // The peer has gone already, which the socket tells.
        }
    }

    /// <summary>Says goodbye and closes. Any thread, idempotent.</summary>
    public void Close()
    {
        try
        {
            _control.Send(new ControlRecord(RecordKind.Goodbye));
        }
        catch (IpcException)
        {
            // The peer has gone first.
        }

        End();
    }

    void IReactorHandler.OnReady()
    {
        try
        {
            while (_control.TryReceive() is { } record)
                OnRecord(record);
        }
        catch (ProtocolViolationException)
        {
            if (End())
                _onEnded(this, LinkEnd.Failed);
            return;
        }

        if ((_control.Ended || _died) && End())
            _onEnded(this, _saidGoodbye ? LinkEnd.PeerShutDown : LinkEnd.PeerCrashed);
    }

    /// <summary>Its life sign has ended. What it has said before that has come.</summary>
    void IReactorHandler.OnDeadline()
    {
        if (_died)
            ((IReactorHandler)this).OnReady();
    }

    private void OnRecord(ControlRecord record)
    {
        try
        {
            if (record.Kind == RecordKind.Goodbye && !_saidGoodbye)
                _saidGoodbye = true;
            else if (record.Kind == RecordKind.LifeSign && !_gaveSign && record.Descriptors.Count == 1)
                OnLifeSign(record.Descriptors[0]);
            else
                throw new ProtocolViolationException($"A {record.Kind} record came over a presence; one Goodbye may, and before it one life sign.");
        }
        finally
        {
            record.CloseDescriptors();
        }
    }

    private void OnLifeSign(SafeFileHandle page)
    {
        _gaveSign = true;
        _sign = _signs?.Watch(page, () =>
        {
            _died = true;
            _reactor.SetDeadline(this, TimeSpan.Zero);
        });
    }

    /// <summary>True for the first who calls.</summary>
    private bool End()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return false;
        _reactor.Remove(this);
        _control.Dispose();
        _sign?.Dispose();
        return true;
    }
}
