using Bus.Transports.Control;
using Bus.Transports.Links;
using Bus.Transports.Reactors;
using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Presence;

/// <summary>
/// A control socket alone, by which two systems know that the other is there. Its end says how the other left: with a goodbye, or without.
/// </summary>
/// <remarks>Ends once, on the reactor's thread or on that of <see cref="Close"/>, whichever comes first.</remarks>
internal sealed class PeerPresence : IReactorHandler
{
    private readonly Reactor _reactor;
    private readonly ControlSocket _control;
    private readonly Action<PeerPresence, LinkEnd> _onEnded;
    private bool _saidGoodbye;
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
            {
                record.CloseDescriptors();
                if (record.Kind != RecordKind.Goodbye || _saidGoodbye)
                    throw new ProtocolViolationException($"A {record.Kind} record came over a presence; one Goodbye may.");
                _saidGoodbye = true;
            }
        }
        catch (ProtocolViolationException)
        {
            if (End())
                _onEnded(this, LinkEnd.Failed);
            return;
        }

        if (_control.Ended && End())
            _onEnded(this, _saidGoodbye ? LinkEnd.PeerShutDown : LinkEnd.PeerCrashed);
    }

    void IReactorHandler.OnDeadline()
    {
    }

    /// <summary>True for the first who calls.</summary>
    private bool End()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return false;
        _reactor.Remove(this);
        _control.Dispose();
        return true;
    }
}
