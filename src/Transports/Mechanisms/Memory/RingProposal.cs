namespace Bus.Transports.Mechanisms;

/// <summary>The dialling side of a ring that is being set up.</summary>
internal sealed class RingProposal : ChannelProposal
{
    private readonly RingMechanism _mechanism;
    private readonly MechanismOptions _options;
    private readonly ulong _session;
    private readonly RingParts _parts = new();

    public RingProposal(RingMechanism mechanism, MechanismOptions options, ulong session)
    {
        _mechanism = mechanism;
        _options = options;
        _session = session;
        try
        {
            _parts.WakeUps = LinkWakeUps.Create(options.RingWakeUp);
            var (details, descriptors) = _parts.WakeUps.Describe();
            var ring = new RingOffer(session, options.RingWakeUp, details, default);
            try
            {
                _parts.Own = mechanism.CreateRegion(options, ring, descriptors, out var offer);
                Offer = offer;
            }
            catch
            {
                foreach (var descriptor in descriptors)
                    descriptor.Dispose();
                throw;
            }
        }
        catch
        {
            _parts.Dispose();
            throw;
        }
    }

    public override ChannelOffer Offer { get; }

    public override ChannelPair Complete(ChannelOffer answer)
    {
        _parts.Peer = _mechanism.AttachAnswer(answer, _session, _options.RingWakeUp);
        return _parts.Connect(answer.Sender, _options.RingSpin);
    }

    protected override void Dispose(bool disposing)
    {
        Offer.Dispose();
        _parts.Dispose();
    }
}
