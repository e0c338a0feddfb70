using Bus.Lanes;
using Bus.Transports.Links;

namespace Bus.Telemetry;

/// <summary>What is measured of one lane.</summary>
internal sealed class LaneTelemetry(LinkKey key, Link link, OutboundLane outbound) : LinkTelemetry(key)
{
    public override long Waiting => outbound.Waiting;

    public override long WakeUps => link.WakeUps;
}
