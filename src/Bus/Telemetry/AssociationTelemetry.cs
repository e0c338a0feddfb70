using Bus.Classic;
using Bus.Transports.Links;
using Bus.Transports.Remoting;

namespace Bus.Telemetry;

/// <summary>What is measured of one association. Its messages are counted by the frames that Akka.Remote makes of them.</summary>
internal sealed class AssociationTelemetry(LinkKey key, Link link) : LinkTelemetry(key), IAssociationTraffic
{
    private readonly LinkKey _key = key;

    public override long Waiting => link.Queued;

    public override long WakeUps => link.WakeUps;

    void IAssociationTraffic.OnSent(ReadOnlySpan<byte> payload)
    {
        if ((Instruments.Sent.Enabled || Instruments.SentBytes.Enabled) && AkkaFrame.MessageBytes(payload) is >= 0 and var bytes)
            CountSent(bytes);
    }

    void IAssociationTraffic.OnDropped(ReadOnlySpan<byte> payload)
    {
        if (Instruments.Dropped.Enabled && AkkaFrame.MessageBytes(payload) >= 0)
            Instruments.Dropped.Add(1, Tags.Of(_key));
    }

    void IAssociationTraffic.OnReceived(ReadOnlySpan<byte> payload)
    {
        if ((Instruments.Consumed.Enabled || Instruments.ConsumedBytes.Enabled) && AkkaFrame.MessageBytes(payload) is >= 0 and var bytes)
            CountConsumed(bytes);
    }

    void IAssociationTraffic.OnEnded() => LinkTotals.Remove(this);
}
