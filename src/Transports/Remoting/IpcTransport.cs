using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote.Transport;
using Bus.Transports.Control;
using Bus.Transports.Interop;
using Bus.Transports.Links;
using Bus.Transports.Presence;
using Bus.Transports.Reactors;
using Bus.Transports.Remoting;
using Bus.Transports.Rendezvous;

namespace Bus.Transports;

/// <summary>
/// Akka.Remote over local IPC: the transport behind addresses such as <c>akka.ipc://Orders@local:8081</c>. Akka.Remote makes it from
/// configuration (<c>transport-class</c>); applications never touch it.
/// </summary>
/// <remarks>
/// Thread-safe. Settings and their defaults: <c>reference.conf</c>, see <see cref="IpcConfig"/>. It works on Linux 5.1 or newer, between
/// processes that share a rendezvous directory.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "Akka.Remote ends a transport with Shutdown, which frees everything.")]
public sealed class IpcTransport : Transport
{
    private static readonly ConditionalWeakTable<ActorSystem, IpcTransport> Running = [];
    private static readonly ConditionalWeakTable<ActorSystem, ILaneHost> LaneHosts = [];
    private static readonly ConditionalWeakTable<ActorSystem, IPeerObserver> Observers = [];
    private static readonly ConditionalWeakTable<ActorSystem, IAssociationObserver> AssociationObservers = [];
    private static readonly TimeSpan ReaderGrace = TimeSpan.FromSeconds(2);
    private static int _unlisted;

    private readonly IpcSettings _settings;
    private readonly ILoggingAdapter _log;
    private readonly AkkaLog _rendezvousLog;
    private readonly RendezvousDirectory _directory;
    private readonly TaskCompletionSource<IAssociationEventListener> _associationListener = new();
    private readonly ConcurrentDictionary<Link, byte> _links = new();
    private readonly Lock _lock = new();
    private LinkHost? _host;
    private Listener? _listener;
    private RendezvousEntry? _entry;
    private Dialler? _dialler;
    private PeerDirectory? _peers;
    private ILaneHost? _lanes;
    private IAssociationObserver? _associations;
    private Address? _address;
    private bool _shutDown;

    /// <summary>Called by Akka.Remote.</summary>
    /// <param name="system">The system whose messages are carried.</param>
    /// <param name="config">The section that holds <c>transport-class</c>; it is completed with the defaults.</param>
    /// <exception cref="IpcSettingsException">A setting is malformed or out of range.</exception>
    public IpcTransport(ActorSystem system, Config config)
    {
        System = system;
        Config = config;
        SchemeIdentifier = BusAddress.Scheme;
        _settings = IpcSettings.Create(config);
        MaximumPayloadBytes = _settings.MaximumFrameSize;
        _log = Logging.GetLogger(system, typeof(IpcTransport));
        _rendezvousLog = new AkkaLog(_log);
        _directory = new RendezvousDirectory(_settings.Directory, _settings.Options.MmapDirectory);
    }

    /// <summary>Claims the configured address. Connections are accepted once the returned source has its listener.</summary>
    /// <returns>The address under which others find this system; faulted with a <see cref="RendezvousException"/> if it is taken.</returns>
    public override Task<(Address, TaskCompletionSource<IAssociationEventListener>)> Listen()
    {
        try
        {
            lock (_lock)
                return Task.FromResult((ListenHere(), _associationListener));
        }
        catch (Exception problem)
        {
            _log.Error("{0} cannot listen: {1}", System.Name, problem.Message);
            return Task.FromException<(Address, TaskCompletionSource<IAssociationEventListener>)>(problem);
        }
    }

    /// <summary>True for every address: which systems there are is only known when one is dialled.</summary>
    public override bool IsResponsibleFor(Address remote) => true;

    /// <summary>Dials a system. Never throws; never waits for it.</summary>
    /// <returns>Faulted with an <see cref="InvalidAssociationException"/> that says who was dialled and what is wrong.</returns>
    public override async Task<AssociationHandle> Associate(Address remoteAddress)
    {
        try
        {
            if (_dialler is not { } dialler || _shutDown)
                throw new HandshakeException($"{System.Name} does not listen on its own bus address, so it cannot dial. Listen() comes first.");
            if (remoteAddress.Host is null || remoteAddress.Port is null or < 1 or > BusAddress.LargestPort)
                throw new HandshakeException($"{remoteAddress} has no bus host, or no port from 1 to {BusAddress.LargestPort}.");
            var target = new BusAddress(remoteAddress.System, remoteAddress.Host, remoteAddress.Port.Value);
            var settings = _settings.DialOf(target);
            var link = await (IpcParent.TakeLinkTo(target) is { } inherited
                ? dialler.TakeAsync(inherited, target, settings.Options)
                : dialler.DialAsync(target, settings)).ConfigureAwait(false);
            return Adopt(link, remoteAddress) ?? throw new HandshakeException($"{System.Name} is shutting down.");
        }
        catch (Exception problem)
        {
            throw new InvalidAssociationException($"Cannot associate with {remoteAddress}: {problem.Message}", problem);
        }
    }

    /// <summary>
    /// Stops listening, closes every link after what was accepted has gone out (at most <c>flush-timeout</c>), and leaves nothing behind.
    /// </summary>
    public override async Task<bool> Shutdown()
    {
        // Before anything else: a lane that is just being opened is opened for messages that were sent already.
        if (_lanes is { } lanes && !_shutDown)
            await Task.WhenAny(lanes.EndAsync(), Task.Delay(_settings.Limits.FlushTimeout)).ConfigureAwait(false);
        LinkHost? host;
        lock (_lock)
        {
            if (_shutDown)
                return true;
            _shutDown = true;
            host = _host;
        }

        if (host is null)
            return true;
        if (_listener is { } listener)
            await listener.Stop().ConfigureAwait(false);
        var open = _links.Keys.ToArray();
        foreach (var link in open)
            link.Close("the transport shuts down");
        await WaitFor(open).ConfigureAwait(false);
        // Last: a goodbye means that nothing more comes.
        await _peers!.DisposeAsync().ConfigureAwait(false);
        _entry?.Dispose();
        host.Readers.Dispose();
        host.Reactor.Dispose();
        return true;
    }

    /// <summary>
    /// A lane's reader may be in a deserializer that does not come back: neither does its link end then, but everything else does.
    /// </summary>
    private async Task WaitFor(Link[] links)
    {
        try
        {
            await Task.WhenAll(links.Select(link => link.Ended)).WaitAsync(_settings.Limits.FlushTimeout + ReaderGrace).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _log.Warning("These links are left behind, a message that they brought is still being read: {0}",
                string.Join(", ", links.Where(link => !link.Ended.IsCompleted).Select(link => link.Peer)));
        }
    }

    /// <summary>The transport of a system, once it listens; the last, if there are several.</summary>
    internal static IpcTransport? Of(ActorSystem system) => Running.TryGetValue(system, out var transport) ? transport : null;

    /// <summary>Gives a system lanes. Before its remoting starts.</summary>
    internal static void Register(ActorSystem system, ILaneHost lanes) => LaneHosts.Add(system, lanes);

    /// <summary>Has an observer told who else is on this machine. Before the system's remoting starts.</summary>
    internal static void Observe(ActorSystem system, IPeerObserver observer) => Observers.Add(system, observer);

    /// <summary>Has an observer told what this system's associations carry. Before its remoting starts.</summary>
    internal static void Observe(ActorSystem system, IAssociationObserver observer) => AssociationObservers.Add(system, observer);

    /// <summary>Dials a system for a lane. Whatever goes wrong is in the task.</summary>
    internal async Task<Link> DialLaneAsync(BusAddress target)
    {
        var link = await _dialler!.DialAsync(target, _settings.DialOf(target), LinkPurpose.Lane).ConfigureAwait(false);
        return Keep(link) ? link : throw new HandshakeException($"{System.Name} is shutting down.");
    }

    /// <summary>Its own address, once it listens.</summary>
    internal BusAddress LocalAddress => _dialler!.LocalAddress;

    /// <summary>Its incarnation as peers see it, once it listens.</summary>
    internal string Incarnation { get; private set; } = "";

    /// <summary>What keeps others from finding this system; null if nothing does. Any thread.</summary>
    internal string? ProblemWithListening()
    {
        lock (_lock)
        {
            if (_shutDown || _host is null)
                return $"{System.Name} does not listen: its transport {(_shutDown ? "has been shut down" : "has not started")}.";
            return _entry?.Problem();
        }
    }

    /// <summary>What its pipes are asked to hold.</summary>
    internal int PipeSize => _settings.Options.PipeSize;

    /// <summary>Links with a child as soon as it says hello over what it has inherited.</summary>
    internal void Expect(Inheritance inheritance, int childProcessId)
    {
        lock (_lock)
        {
            if (_shutDown || !_associationListener.Task.IsCompletedSuccessfully)
                throw new ChildProcessException($"{System.Name} is shutting down, or has not started yet; it cannot have a child.");
            _listener!.Expect(inheritance, childProcessId);
        }
    }

    /// <summary>An address that no other system of this machine has, although nobody looks after it: the process' number is in it.</summary>
    private BusAddress Unlisted() => _settings.Port != 0
        ? new BusAddress(System.Name, _settings.Host, _settings.Port)
        : new BusAddress(
            System.Name, string.Create(CultureInfo.InvariantCulture, $"{_settings.Host}.{Environment.ProcessId}"),
            Interlocked.Increment(ref _unlisted));

    private Address ListenHere()
    {
        if (_shutDown || _host is not null)
            throw new RendezvousException($"The transport of {System.Name} has been started before. Each is started once.");
        Span<byte> random = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(random);
        var incarnation = BinaryPrimitives.ReadUInt64LittleEndian(random);
        Incarnation = LinkPeer.TextOf(incarnation);
        _entry = _settings.Listen ? _directory.Claim(new BusAddress(System.Name, _settings.Host, _settings.Port)) : null;
        var address = _entry?.Address ?? Unlisted();
        try
        {
            var lanes = LaneHosts.TryGetValue(System, out var candidate) && candidate.TryAttach(this) ? candidate : null;
            _lanes = lanes;
            if (AssociationObservers.TryGetValue(System, out var associations))
                _associations = associations;
            var abilities = _associations?.OnListening(_settings.MaximumFrameSize) ?? PeerAbilities.None;
            var local = new LocalSystem(address, incarnation, _settings.AllowedUserIds, _settings.Accepted, _settings.Options, _settings.Limits)
            {
                LaneLimits = lanes?.LimitsOf(_settings.Limits),
                Abilities = abilities,
            };
            var record = new EntryRecord(System.Name, address.ToString(), Environment.ProcessId, UserOfThisProcess.Id, DateTimeOffset.UtcNow,
                Incarnation, [.. _settings.Accepted.Keys], ControlRecord.Version, abilities);
            var socket = _entry?.Listen(record, shared: _settings.AllowedUserIds.Any(uid => uid != UserOfThisProcess.Id));
            _host = new LinkHost(new Reactor("ipc-control", OnHandlerFailure), new ReaderPool(_settings.ReaderThreads, OnHandlerFailure), _settings.Limits);
            if (lanes is not null)
                _host = _host with { LaneLimits = local.LaneLimits!, StartLaneReader = lanes.StartReader };
            _listener = new Listener(_host, local, socket, _settings.Rendezvous, _rendezvousLog, link => OnInbound(link, lanes),
                (control, peer) => _peers!.OnInbound(control, peer));
            _dialler = new Dialler(local, _host, _directory, _settings.Rendezvous.ConnectionTimeout, _rendezvousLog);
            Observers.TryGetValue(System, out var observer);
            _peers = new PeerDirectory(local, _host, _directory, _dialler, _rendezvousLog, observer);
        }
        catch
        {
            _host?.Reactor.Dispose();
            _entry?.Dispose();
            _host = null;
            throw;
        }

        _address = new Address(SchemeIdentifier, System.Name, address.Host, address.Port);
        // At once: who only wants to know that this system is there need not wait until it has actors.
        _listener.Start();
        // Not here: this may be an actor's thread, and it touches the file system.
        ThreadPool.UnsafeQueueUserWorkItem(static peers => peers.Start(), _peers, preferLocal: false);
        Running.AddOrUpdate(System, this);
        _log.Info("{0} is {1} at {2} in {3}; it dials over {4} and accepts {5}", System.Name, _entry is null ? "not found, but" : "found",
            address, _directory.Path, _settings.Dial.Mechanisms, string.Join(", ", _settings.Accepted.Keys));
        return _address;
    }

    private void OnHandlerFailure(Exception failure) => _log.Error(failure, "A connection failed unexpectedly and was closed");

    private void OnInbound(Link link, ILaneHost? lanes)
    {
        if (link.Peer.Purpose == LinkPurpose.Lane)
        {
            if (Keep(link))
                lanes!.OnLane(link);
            return;
        }

        var from = link.Peer.Address;
        if (Adopt(link, new Address(SchemeIdentifier, from.System, from.Host, from.Port)) is { } handle)
            Announce(handle);
    }

    /// <summary>Once there is somebody to tell.</summary>
    private void Announce(IpcAssociationHandle handle) => _associationListener.Task.ContinueWith(
        static (listener, state) => listener.Result.Notify(new InboundAssociation((IpcAssociationHandle)state!)), handle, CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously | TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);

    /// <summary>Null, with the link closed, if this side is shutting down.</summary>
    private IpcAssociationHandle? Adopt(Link link, Address remote) =>
        Keep(link) ? new IpcAssociationHandle(_address!, remote, link, _associations?.OnAssociated(link), _settings.MaximumFrameSize, _log) : null;

    /// <summary>Remembers a link for the shutdown. False, with the link closed, if this side is shutting down already.</summary>
    private bool Keep(Link link)
    {
        lock (_lock)
        {
            if (!_shutDown)
            {
                _links.TryAdd(link, 0);
                link.Ended.ContinueWith(
                    (_, state) => _links.TryRemove((Link)state!, out byte _), link, CancellationToken.None,
                    TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                _log.Debug("Linked with {0} for {1}, incarnation {2:x16}", link.Peer, link.Peer.Purpose, link.Peer.Incarnation);
                return true;
            }
        }

        link.Close("the transport shuts down");
        return false;
    }
}
