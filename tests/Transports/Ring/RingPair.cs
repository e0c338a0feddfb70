using Bus.Transports.Mechanisms;

namespace Bus.Transports.Tests.Ring;

/// <summary>Both sides of a memfd link, in this process.</summary>
internal sealed class RingPair : IDisposable
{
    public RingPair(int capacity, TimeSpan spin, RingWakeUp wakeUp = RingWakeUp.Futex)
    {
        var mechanism = new MemfdMechanism();
        var options = new MechanismOptions { RingCapacity = capacity, RingSpin = spin, RingWakeUp = wakeUp };
        using var proposal = mechanism.Propose(options);
        var accepted = mechanism.Accept(proposal.Offer, options);
        Theirs = accepted.Channels;
        using (accepted.Answer)
            Mine = proposal.Complete(accepted.Answer);
    }

    public ChannelPair Mine { get; }

    public ChannelPair Theirs { get; }

    public void Dispose()
    {
        Mine.Outbound.Close();
        Mine.Inbound.Close();
        Theirs.Outbound.Close();
        Theirs.Inbound.Close();
        Mine.Dispose();
        Theirs.Dispose();
    }
}
