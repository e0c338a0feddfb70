using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;
using Akka.Remote;
using Bus.Classic;
using Bus.Delivery;
using Bus.Dispatch;
using Bus.Serialization;
using Bus.Transports;
using Bus.Transports.Links;
using Bus.Transports.Remoting;

namespace Bus.Lanes;

/// <summary>The lanes of one actor system, and what they share.</summary>
/// <remarks>Thread-safe after <see cref="Start"/>.</remarks>
internal sealed class LaneSystem : ILaneHost
{
    private readonly RemoteActorRefProvider _provider;
    private readonly PathResolver _paths;
    private readonly ExtendedActorSystem _system;
    private readonly MessageTypes _types = new();
    private readonly ConcurrentDictionary<string, IInternalActorRef> _parts = new();
    private readonly LaneThreadSettings _threads;
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LaneTransport? _transport;
    private IpcTransport? _ipc;

    public LaneSystem(
        RemoteActorRefProvider provider, ExtendedActorSystem system, LaneSettings settings, LaneSerializers serializers, MessageInbox inbox, ClassicWay classic)
    {
        _provider = provider;
        _paths = new PathResolver(provider, _parts);
        Classic = classic;
        _system = system;
        Settings = settings;
        _threads = LaneThreadSettings.From(system.Settings.Config);
        // Not by the system's name, which it does not have yet.
        Log = Logging.GetLogger(system.EventStream, "lanes");
        LargestMessage = settings.LargestMessage;
        Serializers = serializers;
        Inbox = inbox;
        Peers = new LanePeers(this);
        Drops = new DropReport(this);
        IpcTransport.Register(system, this);
    }

    public LaneSettings Settings { get; }

    public ILoggingAdapter Log { get; }

    public ExtendedActorSystem System => _system;

    public LaneSerializers Serializers { get; }

    public LanePeers Peers { get; }

    public DropReport Drops { get; }

    /// <summary>The largest message that this side takes and sends.</summary>
    public int LargestMessage { get; private set; }

    /// <summary>Where messages go that a lane has brought.</summary>
    public MessageInbox Inbox { get; }

    /// <summary>For what no lane carries.</summary>
    public ClassicWay Classic { get; }

    /// <summary>Akka.Remote's own transport.</summary>
    public RemoteTransport AkkaTransport => _provider.Transport;

    /// <summary>The IPC transport of this system; null before <see cref="Start"/>, or if it has none.</summary>
    public IpcTransport? Ipc => _ipc;

    /// <summary>What sends to remote actors: by lane, if there is one.</summary>
    public LaneTransport Transport => _transport ??= new LaneTransport(this, _system, _provider);

    /// <summary>Called once remoting has started.</summary>
    public void Start()
    {
        Peers.Warden = _system.SystemActorOf(Props.Create(() => new LaneWarden(Peers)).WithDeploy(Deploy.Local), LaneWarden.Name);
        var quarantines = new QuarantineListener(Peers, _provider);
        _system.EventStream.Subscribe(quarantines, typeof(QuarantinedEvent));
        _system.EventStream.Subscribe(quarantines, typeof(ThisActorSystemQuarantinedEvent));
        _started.SetResult();
    }

    public LinkLimits LimitsOf(LinkLimits association)
    {
        if (LargestMessage == 0)
            LargestMessage = association.MaxFrameBytes - IpcSettings.ProtocolSlack;
        return new LinkLimits(LaneFormat.MostFrameBytes, Settings.OutboxBytes, association.FlushTimeout)
        {
            Spin = Settings.Spin,
            MayLook = static () => LaneTenure.Current is { HasRunActors: true },
        };
    }

    /// <summary>The first transport that asks has the lanes: an actor system is one peer, however many addresses it has.</summary>
    public bool TryAttach(IpcTransport transport) => Interlocked.CompareExchange(ref _ipc, transport, null) is null;

    public void OnLane(Link link) => _started.Task.ContinueWith(
        (_, state) => Peers.OnAccepted((Link)state!), link, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    public Task EndAsync() => Task.WhenAll(Peers.All.Select(peer => peer.EndAsync()));

    public void StartReader(string name, Func<bool> step) => LaneThread.Start(name, step, _threads, Log);

    /// <summary>Does something after a while, unless the actor system ends before.</summary>
    public void Later(TimeSpan delay, Action action) => _system.Later(delay, action, Log);

    /// <summary>This system's address, as a peer is told it.</summary>
    public Address LocalAddressFor(Address peer) => AkkaTransport.LocalAddressForRemote(peer);

    /// <summary>Asks a peer's root guardian who it is, the classic way; <see cref="LaneWarden"/> gets the answer.</summary>
    public void AskClassic(Address peer, long question)
    {
        try
        {
            var root = new RemoteActorRef(AkkaTransport, LocalAddressFor(peer), new RootActorPath(peer), ActorRefs.Nobody, Props.None, Deploy.None);
            AkkaTransport.Send(new Identify(question), Peers.Warden, root);
        }
        catch (Exception problem)
        {
            Log.Debug("Remoting is being shut down, {0} was not asked: {1}", peer, problem.Message);
        }
    }

    /// <summary>The actor at a path; dead letters if that is none.</summary>
    public IInternalActorRef Resolve(string path) => _paths.Resolve(path);

    /// <summary>Has what comes by lane for a system actor delivered to somebody else, on the reader's thread.</summary>
    public void Answer(string name, IInternalActorRef part) => _parts[name] = part;

    public bool IsOurs(string path) => _paths.IsOurs(path);

    public bool IsDaemon(IActorRef actor) => ReferenceEquals(actor, _provider.RemoteDaemon);

    /// <summary>Serializes a message as Akka.Remote does. False, with an error in the log, if it cannot be.</summary>
    public bool Serialize(in Outgoing outgoing, Scratch scratch, out MessageType type)
    {
        try
        {
            if (_provider.RemoteSettings.LogSend)
                Log.Debug("RemoteMessage: {0} to [{1}]<+[{2}] from [{3}]", outgoing.Message, outgoing.Recipient, outgoing.Recipient.Path, outgoing.Sender);
            var codec = Serializers.For(outgoing.Message);
            type = codec.TypeOf(outgoing.Message, _types);
            codec.Serialize(outgoing.Message, scratch);
            return true;
        }
        catch (Exception problem)
        {
            Log.Error(problem, "Serialization failed for message [{0}]. Transient association error (association remains live)", outgoing.Message.GetType());
            type = null!;
            return false;
        }
    }

    public void ReportOversized(in Outgoing outgoing, int bytes, int most) => Log.Error(
        "Discarding oversized payload sent to {0}: max allowed size {1} bytes, actual size of encoded {2} was {3} bytes. Transient association error " +
        "(association remains live). Raise bus.lanes.maximum-message-size, or akka.remote.ipc.maximum-frame-size where it is 0, on both sides.", outgoing.Recipient, most, outgoing.Message.GetType(), bytes);

    public void ReportUnsendable(in Outgoing outgoing) => Log.Error(
        "Discarding message [{0}] sent to {1}: a path or a manifest has at most {2} bytes, and a manifest at most {3} brackets. Transient association " +
        "error (association remains live)", outgoing.Message.GetType(), outgoing.Recipient, LaneFormat.MostTextBytes, LaneFormat.MostBrackets);

    /// <summary>There is no room for a message.</summary>
    /// <exception cref="LaneFullException">That is what the settings say.</exception>
    public void OnFull(in Outgoing outgoing)
    {
        if (Settings.Overflow == Overflow.Fail)
        {
            throw new LaneFullException($"The lane to {outgoing.Recipient.Path.Address} has no room for a message to {outgoing.Recipient.Path}: " +
                $"bus.lanes.outbox-limit = {Settings.OutboxBytes:N0} bytes wait for the peer already. Send less, raise it, or change bus.lanes.overflow.");
        }

        Drops.Drop(outgoing, "the lane is full (bus.lanes.outbox-limit)");
    }
}
