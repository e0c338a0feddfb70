namespace Bus.Transports.Tests;

/// <summary>Both sides of a link over any mechanism, in this process, with nothing of a link but its channels.</summary>
internal sealed class MechanismPair : IDisposable
{
    private bool _mineFreed;
    private bool _theirsFreed;

    public MechanismPair(Mechanism mechanism, MechanismOptions options)
    {
        using var proposal = mechanism.Propose(options);
        var accepted = mechanism.Accept(proposal.Offer, options);
        Theirs = accepted.Channels;
        using (accepted.Answer)
            Mine = proposal.Complete(accepted.Answer);
    }

    /// <summary>The dialling side.</summary>
    public ChannelPair Mine { get; }

    /// <summary>The listening side.</summary>
    public ChannelPair Theirs { get; }

    /// <summary>Ends and frees the dialling side, once.</summary>
    public void FreeMine() => Free(Mine, ref _mineFreed);

    /// <summary>Ends and frees the listening side, once.</summary>
    public void FreeTheirs() => Free(Theirs, ref _theirsFreed);

    public void Dispose()
    {
        FreeMine();
        FreeTheirs();
    }

    /// <summary>What the end of a link does to its channels.</summary>
    private static void Free(ChannelPair channels, ref bool freed)
    {
        if (freed)
            return;
        freed = true;
        channels.Outbound.Close();
        channels.Inbound.Close();
        channels.Dispose();
    }
}
