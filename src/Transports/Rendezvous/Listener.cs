using System.Collections.Concurrent;
using Bus.Transports.Control;
using Bus.Transports.Interop;
using Bus.Transports.Links;
using Bus.Transports.Mechanisms;
using Bus.Transports.Reactors;
using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Rendezvous;

/// <summary>
/// Accepts connections on the control socket, if there is one, and the hellos of children. A stranger costs one of a bounded number
/// of places and a line in the log, of which there is at most one a second.
/// </summary>
/// <remarks>Everything after the constructor happens on the reactor's thread.</remarks>
internal sealed class Listener : IReactorHandler
{
    private const int AcceptsPerTurn = 64;

    private readonly LinkHost _host;
    private readonly LocalSystem _local;
    private readonly RendezvousSettings _settings;
    private readonly Action<Link> _onLink;
    private readonly Action<ControlSocket, LinkPeer> _onPresence;
    private readonly ThrottledWarning _warning;
    private readonly LinkedList<Reception> _pending = [];
    private readonly ConcurrentDictionary<Reception, InheritedPipes> _children = new();
    private readonly SafeFileHandle? _socket;

    // Given up for a moment when the process has no descriptor left, so that a waiting connection can be accepted and closed.
    private SafeFileHandle? _spare = OpenSpare();

    public Listener(
        LinkHost host, LocalSystem local, SafeFileHandle? socket, RendezvousSettings settings, IRendezvousLog log, Action<Link> onLink,
        Action<ControlSocket, LinkPeer> onPresence)
    {
        _host = host;
        _local = local;
        _socket = socket;
        _settings = settings;
        _onLink = onLink;
        _onPresence = onPresence;
        _warning = new ThrottledWarning(log);
    }

    public SafeFileHandle Handle => _socket!;

    /// <summary>Starts to accept. What has dialled before waits in the kernel's queue.</summary>
    public void Start()
    {
        if (_socket is not null)
            _host.Reactor.Add(this);
    }

    /// <summary>
    /// Waits for the hello of a child that has inherited the other ends: it comes when the child first speaks to this system, or never.
    /// Any thread.
    /// </summary>
    public void Expect(Inheritance inheritance, int childProcessId)
    {
        // The socket's own credentials are those of this process, which has made both ends.
        var credentials = new PeerCredentials(childProcessId, UserOfThisProcess.Id);
        var pipes = inheritance.Pipes;
        var local = _local with { Accepted = new Dictionary<string, Mechanism> { [pipes.Name] = pipes } };
        var reception = new Reception(this, local, new ControlSocket(inheritance.Control), credentials);
        _children.TryAdd(reception, pipes);
        try
        {
            _host.Reactor.Add(reception);
        }
        catch
        {
            _children.TryRemove(reception, out _);
            throw;
        }

        inheritance.KeepOwn();
    }

    void IReactorHandler.OnReady()
    {
        // What still waits after that many makes the reactor call again, after its other handlers.
        for (var i = 0; i < AcceptsPerTurn; i++)
        {
            if (UnixSocket.TryAccept(Handle, out var errno) is { } accepted)
            {
                Receive(accepted);
                continue;
            }

            if (errno != EMFILE && errno != ENFILE)
                return;
            _warning.Write($"A connection to {_local.Address} was refused: {Errno.Describe(errno)}.{Descriptors.Advice(errno)}");
            _spare?.Dispose();
            UnixSocket.TryAccept(Handle, out _)?.Dispose();
            _spare = OpenSpare();
            return;
        }
    }

    void IReactorHandler.OnDeadline()
    {
    }

    /// <summary>Stops accepting and closes what is in the middle of its hello.</summary>
    /// <returns>Completes when the reactor has come to it: a handshake that it has in hands belongs to nobody else.</returns>
    public Task Stop() => _host.Reactor.Invoke(() =>
    {
        _host.Reactor.Remove(this);
        while (_pending.First is { } first)
            first.Value.Abandon("was in the middle of its hello when the system shut down");
        foreach (var child in _children.Keys)
            child.Abandon("had not said hello when the system shut down");
        _socket?.Dispose();
        _spare?.Dispose();
    });

    internal void OnEstablished(Reception reception, ControlSocket control, ChannelPair? channels, LinkPeer peer)
    {
        Forget(reception);
        if (channels is null)
            _onPresence(control, peer);
        else
            OnLinked(control, channels, peer);
    }

    private void OnLinked(ControlSocket control, ChannelPair channels, LinkPeer peer)
    {
        Link? link = null;
        try
        {
            link = new Link(_host, control, channels, peer);
            // First, because whoever is told of a link may close it at once.
            link.Watch();
            _onLink(link);
        }
        catch (Exception problem)
        {
            // The channels are the link's, and somebody may be using them: only the link itself can free them.
            if (link is not null)
                link.Close(problem.Message);
            else
                Discard(control, channels);
            _warning.Write($"A link with {peer} was closed: {problem.Message}");
        }
    }

    internal void OnAbandoned(Reception reception, string what)
    {
        Forget(reception);
        _warning.Write($"A connection to {_local.Address}: {what}.");
    }

    private static void Discard(ControlSocket control, ChannelPair channels)
    {
        channels.Dispose();
        control.Dispose();
    }

    /// <summary>Null if there is none to be had: another thread may have been faster. The next turn tries again.</summary>
    private static SafeFileHandle? OpenSpare()
    {
        try
        {
            return File.OpenHandle("/dev/null");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Receive(SafeFileHandle socket)
    {
        var control = new ControlSocket(socket);
        var credentials = UnixSocket.CredentialsOf(socket);
        var reception = new Reception(this, _local, control, credentials);
        if (!_local.AllowedUserIds.Contains(credentials.UserId))
        {
            reception.Refuse($"user {credentials.UserId} is not in akka.remote.ipc.allowed-uids ({string.Join(", ", _local.AllowedUserIds)})");
            return;
        }

        if (_pending.Count >= _settings.MaxPendingHandshakes)
            _pending.First!.Value.Abandon("was closed for a newer connection (akka.remote.ipc.maximum-pending-handshakes)");
        _pending.AddLast(reception);
        try
        {
            _host.Reactor.Add(reception, _settings.HandshakeTimeout);
        }
        catch (MechanismException problem)
        {
            reception.Refuse(problem.Message);
        }
    }

    private void Forget(Reception reception)
    {
        _host.Reactor.Remove(reception);
        if (_children.TryRemove(reception, out var pipes))
            pipes.Dispose();
        else
            _pending.Remove(reception);
    }
}
