using System.Collections.Concurrent;
using System.Security.Cryptography;
using Bus.Testing;
using Bus.Transports.Control;
using Bus.Transports.Interop;
using Bus.Transports.Links;
using Bus.Transports.Presence;
using Bus.Transports.Reactors;
using Bus.Transports.Rendezvous;

namespace Bus.Transports.Tests.Presence;

/// <summary>A system that only listens and looks around.</summary>
internal sealed class PresenceNode : IPeerObserver, IRendezvousLog, IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly Reactor _reactor = new("ipc-control", _ => { });
    private readonly ReaderPool _readers = new(1, _ => { });
    private readonly ConcurrentBag<ControlSocket> _accepted = [];
    private readonly RendezvousEntry _entry;
    private readonly Listener _listener;
    private readonly PeerDirectory _peers;
    private readonly Dialler _dialler;
    private readonly BusAddress _address;
    private bool _disposed;

    public PresenceNode(string folder, string name, int port, bool looksAround, TimeSpan patience, bool isBusy)
    {
        var directory = new RendezvousDirectory(folder);
        var address = new BusAddress(name, "local", port);
        _entry = directory.Claim(address);
        var incarnation = Incarnation = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        var limits = new LinkLimits(1024, 1024 * 1024, Limit);
        var local = new LocalSystem(
            address, incarnation, new HashSet<uint> { UserOfThisProcess.Id }, new Dictionary<string, Mechanism>(), new MechanismOptions(), limits)
        {
            Abilities = PeerAbilities.Envelopes,
        };
        var host = new LinkHost(_reactor, _readers, limits);
        var record = new EntryRecord(name, address.ToString(), Environment.ProcessId, UserOfThisProcess.Id, DateTimeOffset.UtcNow, incarnation.ToString("x16", null), [], ControlRecord.Version, PeerAbilities.Envelopes);
        _address = address;
        _dialler = new Dialler(local, host, directory, patience, this);
        _peers = new PeerDirectory(local, host, directory, _dialler, this, looksAround ? this : null);
        _listener = new Listener(
            host, local, _entry.Listen(record, shared: false), new RendezvousSettings(Limit, Limit, 64), this, link => link.Close("there are no links here"),
            (control, peer) =>
            {
                _peers.OnInbound(control, peer);
                _accepted.Add(control);
            });
        if (!isBusy)
            Answer();
        _peers.Start();
        IsWatching = true;
    }

    public ulong Incarnation { get; }

    /// <summary>True once somebody has shaken hands with it.</summary>
    public bool HasBeenDialled => !_accepted.IsEmpty;

    /// <summary>True once it looks around.</summary>
    public bool IsWatching { get; }

    public ConcurrentQueue<LinkPeer> Up { get; } = new();

    public ConcurrentQueue<(string Address, LinkEnd End)> Down { get; } = new();

    public ConcurrentQueue<string> Events { get; } = new();

    public ConcurrentQueue<string> Log { get; } = new();

    /// <summary>Begins to answer: before, who dials waits in the kernel's queue.</summary>
    public void Answer() => _listener.Start();

    public Task DialItself() => _dialler.DialPresenceAsync(_address, _ => { }, (_, _) => { });

    /// <summary>Closes the presence that another dials, without a word.</summary>
    public Task Crash() => WithAccepted(control => control.Dispose());

    /// <summary>Says something over the presence that another dials.</summary>
    public Task Say(ControlRecord record) => WithAccepted(control => control.Send(record));

    void IPeerObserver.OnPeerUp(LinkPeer peer)
    {
        Up.Enqueue(peer);
        Events.Enqueue($"up {peer.Address}");
    }

    void IPeerObserver.OnLookedAround() => Events.Enqueue("looked around");

    void IPeerObserver.OnPeerDown(LinkPeer peer, LinkEnd end)
    {
        Down.Enqueue((peer.Address.ToString(), end));
        Events.Enqueue($"down {peer.Address}");
    }

    void IRendezvousLog.Debug(string message) => Log.Enqueue(message);

    void IRendezvousLog.Info(string message) => Log.Enqueue(message);

    void IRendezvousLog.Warning(string message) => Log.Enqueue(message);

    void IRendezvousLog.Error(string message) => Log.Enqueue(message);

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        await _listener.Stop();
        await _peers.DisposeAsync();
        _entry.Dispose();
        _readers.Dispose();
        _reactor.Dispose();
    }

    /// <summary>Who knows it may not have been accepted yet.</summary>
    private async Task WithAccepted(Action<ControlSocket> act)
    {
        await Eventually.True("it has been dialled", () => HasBeenDialled);
        foreach (var control in _accepted)
            act(control);
    }
}
