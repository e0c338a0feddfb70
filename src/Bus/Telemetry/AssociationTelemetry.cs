using Bus.Classic;
using Bus.Transports.Links;
using Bus.Transports.Remoting;

namespace Bus.Telemetry;

/// <summary>What is measured of one association. Its messages are counted by the frames that Akka.Remote makes of them.</summary>
internal sealed class AssociationTelemetry(LinkKey key, Link link) : LinkTelemetry(key), IAssociationTraffic
{
    // Not once it has ended: this stays for as long as the system, and a link has buffers.
    private volatile Link? _link = link;

    public override long Waiting => _link?.Queued ?? 0;

    public override long WakeUps => _link?.WakeUps ?? 0;

    /// <summary>The link has ended.</summary>
    public void End()
    {
        LinkTotals.Remove(this);
        _link = null;
    }

    void IAssociationTraffic.OnSent(ReadOnlySpan<byte> payload)
    {
        if ((Instruments.Sent.Enabled || Instruments.SentBytes.Enabled) && AkkaFrame.MessageBytes(payload) is >= 0 and var bytes)
            CountSent(bytes);
    }

    void IAssociationTraffic.OnDropped(ReadOnlySpan<byte> payload)
    {
        if (Instruments.Dropped.Enabled && AkkaFrame.MessageBytes(payload) >= 0)
            Instruments.Dropped.Add(1, Tags.Of(Key));
    }

    void IAssociationTraffic.OnReceived(ReadOnlySpan<byte> payload)
    {
        if ((Instruments.Consumed.Enabled || Instruments.ConsumedBytes.Enabled) && AkkaFrame.MessageBytes(payload) is >= 0 and var bytes)
            CountConsumed(bytes);
    }
}
