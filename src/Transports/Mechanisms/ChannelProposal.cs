namespace Bus.Transports;

/// <summary>The dialling side's half of a link that is being set up. Disposing it frees everything if the link never comes about.</summary>
public abstract class ChannelProposal : IDisposable
{
    /// <summary>What to tell the listening side. It stays owned by the proposal and is disposed as soon as it was sent.</summary>
    public abstract ChannelOffer Offer { get; }

    /// <summary>Attaches to what the listening side answered. Called at most once; the channels own everything from then on.</summary>
    /// <exception cref="ProtocolViolationException">The answer is not what this mechanism makes.</exception>
    public abstract ChannelPair Complete(ChannelOffer answer);

    /// <summary>Frees what <see cref="Complete"/> has not handed out.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what <see cref="Complete"/> has not handed out.</summary>
    protected abstract void Dispose(bool disposing);
}
