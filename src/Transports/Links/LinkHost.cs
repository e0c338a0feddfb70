using Bus.Transports.Reactors;

namespace Bus.Transports.Links;

/// <summary>What all links of a transport share.</summary>
/// <param name="Reactor">Watches their control sockets.</param>
/// <param name="Readers">Read those channels that can be waited for.</param>
/// <param name="Limits">What one link may cost.</param>
internal sealed record LinkHost(Reactor Reactor, ReaderPool Readers, LinkLimits Limits)
{
    /// <summary>What a lane may cost.</summary>
    public LinkLimits LaneLimits { get; init; } = Limits;

    /// <summary>Starts the thread of a lane's reader: it takes steps until one returns false.</summary>
    public Action<string, Func<bool>> StartLaneReader { get; init; } = ReaderThread.Start;

    public LinkLimits LimitsOf(LinkPurpose purpose) => purpose == LinkPurpose.Lane ? LaneLimits : Limits;
}
