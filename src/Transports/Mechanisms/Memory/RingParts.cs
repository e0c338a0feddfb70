using Bus.Transports.Interop;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// What a side of a link has gathered on the way to its channels. Disposing it frees what the channels have not taken over.
/// </summary>
internal sealed class RingParts : IDisposable
{
    public RingRegion? Own { get; set; }

    public RingRegion? Peer { get; set; }

    public LinkWakeUps? WakeUps { get; set; }

    /// <summary>The channels, which own everything from then on.</summary>
    /// <param name="sender">Who the peer is; null if it is this process.</param>
    /// <param name="spin">How long to look before a sleep.</param>
    /// <exception cref="MechanismException">The wake-ups do not work between these two.</exception>
    public ChannelPair Connect(PeerCredentials? sender, TimeSpan spin)
    {
        WakeUps!.Outbound.Connect(Own!, Peer!, sender);
        WakeUps.Inbound.Connect(Own!, Peer!, sender);
        var channels = new ChannelPair(
            new RingOutbound(Own!, Peer!, spin, WakeUps.Outbound), new RingInbound(Own!, Peer!, spin, WakeUps.Inbound));
        (Own, Peer, WakeUps) = (null, null, null);
        return channels;
    }

    public void Dispose()
    {
        // A region has two owners, the channels: here there is one for both.
        Own?.Release();
        Own?.Release();
        Peer?.Release();
        Peer?.Release();
        WakeUps?.Dispose();
    }
}
