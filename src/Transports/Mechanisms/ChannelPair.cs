namespace Bus.Transports;

/// <summary>The two directions of a link.</summary>
/// <param name="Outbound">Written by this side.</param>
/// <param name="Inbound">Read by this side.</param>
public sealed record ChannelPair(OutboundChannel Outbound, InboundChannel Inbound) : IDisposable
{
    /// <summary>Disposes both.</summary>
    public void Dispose()
    {
        Outbound.Dispose();
        Inbound.Dispose();
    }
}
