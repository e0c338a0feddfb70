using Akka.Actor;
using Akka.Remote;

namespace Bus.Lanes;

/// <summary>Tells the peers' lanes what Akka.Remote makes known of them, and which questions came back over the classic way.</summary>
internal sealed class LaneWarden(LanePeers peers) : UntypedActor
{
    public const string Name = "bus-lanes";

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(AssociatedEvent));
        Context.System.EventStream.Subscribe(Self, typeof(QuarantinedEvent));
        Context.System.EventStream.Subscribe(Self, typeof(ThisActorSystemQuarantinedEvent));
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case AssociatedEvent associated:
                peers.Of(associated.RemoteAddress)?.OnAssociated();
                break;
            case QuarantinedEvent quarantined:
                peers.Of(quarantined.Address)?.OnQuarantined(quarantined.Uid);
                break;
            case ThisActorSystemQuarantinedEvent quarantined:
                peers.Of(quarantined.RemoteAddress)?.OnQuarantined(null);
                break;
            case ActorIdentity { MessageId: long question }:
                peers.OnAnswer(question);
                break;
            default:
                Unhandled(message);
                break;
        }
    }
}
