using System.Text;
using Akka.Actor;
using Akka.Remote;

namespace Bus.Lanes;

/// <summary>Tells the peers' lanes of associations, and which questions came back over the classic way.</summary>
internal sealed class LaneWarden(LanePeers peers) : UntypedActor
{
    public const string Name = "bus-lanes";

    /// <summary>How its path ends, in UTF-8.</summary>
    public static readonly byte[] PathSuffix = Encoding.UTF8.GetBytes("/system/" + Name);

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(AssociatedEvent));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case AssociatedEvent associated:
                peers.Of(associated.RemoteAddress)?.OnAssociated();
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
