using Bus.Transports.Reactors;

namespace Bus.Transports.Links;

/// <summary>What all links of a transport share.</summary>
/// <param name="Reactor">Watches their control sockets.</param>
/// <param name="Readers">Read those channels that can be waited for.</param>
/// <param name="Limits">What one link may cost.</param>
internal sealed record LinkHost(Reactor Reactor, ReaderPool Readers, LinkLimits Limits);
