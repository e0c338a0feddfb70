using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Remote;
using Bus.Telemetry;

namespace Bus.Lanes;

/// <summary>
/// Stands before Akka.Remote's own transport: messages of users and system messages go by lane, if the peer has one. Heartbeats, and the
/// answers to questions about the classic way, go the classic way in any case.
/// </summary>
internal sealed class LaneTransport(LaneSystem lanes, ExtendedActorSystem system, RemoteActorRefProvider provider) : RemoteTransport(system, provider)
{
    // Internal to Akka.Remote, but known by one of its public messages: heartbeats must not queue behind messages.
    private static readonly Type? Priority = Array.Find(typeof(RemoteWatcher.Heartbeat).GetInterfaces(), type => type.Name == "IPriorityMessage");

    private readonly ConcurrentDictionary<Type, bool> _isPriority = new();

    public override ISet<Address> Addresses => lanes.Classic.Addresses;

    public override Address DefaultAddress => lanes.Classic.DefaultAddress;

    public override void Start() => lanes.Classic.Start();

    public override Task Shutdown() => lanes.Classic.Shutdown();

    public override void Send(object message, IActorRef sender, RemoteActorRef recipient)
    {
        if (lanes.Peers.Of(recipient.Path.Address) is not { } peer)
            lanes.Classic.Send(message, sender, recipient);
        else if (message is ISystemMessage)
            peer.SendSystem(new Outgoing(message, sender, recipient));
        else if (GoesByLane(message, recipient.Path))
            peer.Send(new Outgoing(message, sender, recipient, Instruments.Origin));
        else
            lanes.Classic.Send(message, sender, recipient);
    }

    public override Task<bool> ManagementCommand(object cmd) => lanes.Classic.ManagementCommand(cmd);

    public override Task<bool> ManagementCommand(object cmd, CancellationToken cancellationToken) =>
        lanes.Classic.ManagementCommand(cmd, cancellationToken);

    public override Address LocalAddressForRemote(Address remote) => lanes.Classic.LocalAddressForRemote(remote);

    public override void Quarantine(Address address, int? uid) => lanes.Classic.Quarantine(address, uid);

    /// <summary>The peer that has an actor.</summary>
    public LanePeer PeerOf(LaneActorRef actor) => lanes.Peers.Of(actor.Path.Address)!;

    /// <summary>False for what keeps the classic way alive, and for the answers to questions about it.</summary>
    public bool GoesByLane(object message, ActorPath recipient) => message switch
    {
        ISystemMessage => false,
        // By lane, it would wait for the answer to this side's own question, which the peer may keep back in the same way.
        ActorIdentity { MessageId: long } => recipient is not { Name: LaneWarden.Name, Parent.Name: "system" },
        ActorSelectionMessage selection => !IsPriority(selection.Message.GetType()),
        _ => !IsPriority(message.GetType()),
    };

    private bool IsPriority(Type type) =>
        _isPriority.TryGetValue(type, out var known) ? known : _isPriority.GetOrAdd(type, t => Priority?.IsAssignableFrom(t) ?? false);
}
