using Akka.Actor;
using Akka.Remote;

namespace Bus.Lanes;

/// <summary>
/// Bars a peer's lanes on the very thread on which Akka.Remote makes its quarantine known. A mailbox would come later, and what came over a
/// lane in between would still be answered.
/// </summary>
internal sealed class QuarantineListener(LanePeers peers, IActorRefProvider provider) : MinimalActorRef
{
    public override ActorPath Path { get; } = provider.RootPath / "system" / "bus-quarantine";

    public override IActorRefProvider Provider => provider;

    protected override void TellInternal(object message, IActorRef sender)
    {
        switch (message)
        {
            case QuarantinedEvent quarantined:
                peers.Of(quarantined.Address)?.OnQuarantined(quarantined.Uid);
                break;
            case ThisActorSystemQuarantinedEvent quarantined:
                peers.Of(quarantined.RemoteAddress)?.OnQuarantined(null);
                break;
        }
    }
}
