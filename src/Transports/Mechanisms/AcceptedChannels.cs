namespace Bus.Transports;

/// <summary>The listening side's channels, and what to tell the dialling side so that it can attach too.</summary>
/// <param name="Channels">Ready to use.</param>
/// <param name="Answer">Disposed as soon as it was sent.</param>
public sealed record AcceptedChannels(ChannelPair Channels, ChannelOffer Answer);
