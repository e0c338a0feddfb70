using Akka.Actor;
using Akka.Remote;
using Bus.Delivery;
using Bus.Telemetry;

namespace Bus.Lanes;

/// <summary>A reference to an actor of another system that keeps what a lane knows of it, so that a message needs no look-up.</summary>
internal sealed class LaneActorRef(
    LaneTransport transport, Address localAddress, ActorPath path, IInternalActorRef parent, Props props, Deploy deploy)
    : RemoteActorRef(transport, localAddress, path, parent, props, deploy)
{
    private LaneName? _name;

    // Not before it is needed: peers can name any number of addresses that nobody ever speaks to.
    private LanePeer? _peer;

    /// <summary>The name on a lane; the one on an earlier lane is forgotten.</summary>
    public LaneName NameOn(OutboundLane lane)
    {
        // Two threads may each make one: it only costs a number.
        var name = _name;
        if (name?.Lane == lane.Token)
            return name;
        return _name = lane.NewName(this);
    }

    public override IActorRef GetChild(IReadOnlyList<string> name) => name is [] or [null or "..", ..]
        ? base.GetChild(name)
        : new LaneActorRef(transport, LocalAddressToUse, Path / name, ActorRefs.Nobody, Props.None, Deploy.None);

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is null)
            throw new InvalidMessageException("Message is null.");
        if (LaneTransport.GoesByLane(message, Path))
            (_peer ??= transport.PeerOf(this)).Send(new Outgoing(message, sender, this, Instruments.Origin));
        else
            base.TellInternal(message, sender);
    }
}
