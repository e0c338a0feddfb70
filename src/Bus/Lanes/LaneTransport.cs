using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Remote;
using Bus.Delivery;
using Bus.Telemetry;

namespace Bus.Lanes;

/// <summary>
/// Messages of users and system messages go by lane, if the peer has one. Heartbeats, and the answers to questions about the classic way, go the classic way in any case.
/// </summary>
internal sealed class LaneTransport(LaneSystem lanes, ExtendedActorSystem system, RemoteActorRefProvider provider) : FrontTransport(system, provider)
{
    public override void Send(object message, IActorRef sender, RemoteActorRef recipient)
    {
        if (lanes.Peers.Of(recipient.Path.Address) is not { } peer)
            lanes.AkkaTransport.Send(message, sender, recipient);
        else if (message is ISystemMessage)
            peer.SendSystem(new Outgoing(message, sender, recipient));
        else if (GoesByLane(message, recipient.Path))
            peer.Send(new Outgoing(message, sender, recipient, Instruments.Origin));
        else
            lanes.AkkaTransport.Send(message, sender, recipient);
    }

    /// <summary>The peer that has an actor.</summary>
    public LanePeer PeerOf(LaneActorRef actor) => lanes.Peers.Of(actor.Path.Address)!;

    /// <summary>False for what keeps the classic way alive, and for the answers to questions about it.</summary>
    public static bool GoesByLane(object message, ActorPath recipient) => message switch
    {
        ISystemMessage => false,
        // By lane, it would wait for the answer to this side's own question, which the peer may keep back in the same way.
        ActorIdentity { MessageId: long } => recipient is not { Name: LaneWarden.Name, Parent.Name: "system" },
        _ => !PriorityMessages.Include(message),
    };
}
