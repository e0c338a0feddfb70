using System.Buffers.Binary;
using System.Security.Cryptography;
using Bus.Transports.Interop;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// The families that are one lock-free ring per direction in shared memory. They differ in where the pages come from:
/// <see cref="CreatePages"/> and <see cref="AttachPages"/>.
/// </summary>
internal abstract class RingMechanism : Mechanism
{
    public override ChannelProposal Propose(MechanismOptions options) => new Proposal(this, options);

    public override AcceptedChannels Accept(ChannelOffer offer, MechanismOptions options)
    {
        var peer = Attach(offer, expectedSession: null);
        try
        {
            var (own, answer) = Create(options, peer.Session);
            return new AcceptedChannels(Channels(own, peer, options), answer);
        }
        catch
        {
            Free(peer);
            throw;
        }
    }

    /// <summary>Pages of this side.</summary>
    /// <exception cref="MechanismException">The system has none left.</exception>
    protected abstract SharedPages CreatePages(long bytes, MechanismOptions options);

    /// <summary>
    /// Maps the peer's pages read-only, if they can be read without a fault for as long as they are mapped. Descriptors that it does not take
    /// out stay the offer's.
    /// </summary>
    /// <param name="offer">From the peer; its only descriptor, if it has one, is that of the pages.</param>
    /// <param name="details">What <see cref="SharedPages.Details"/> was there.</param>
    /// <exception cref="ProtocolViolationException">They are not what <see cref="CreatePages"/> makes.</exception>
    protected abstract MappedMemory AttachPages(ChannelOffer offer, ReadOnlySpan<byte> details);

    /// <summary>Refuses a size that no ring can have, before anything is mapped.</summary>
    protected static void CheckSize(long bytes)
    {
        if (bytes is < RingLayout.DataOffset + RingLayout.SmallestCapacity or > RingLayout.DataOffset + (long)RingLayout.LargestCapacity)
            throw new ProtocolViolationException($"A region of shared memory has {bytes:N0} bytes; a ring cannot have that.");
    }

    private static ChannelPair Channels(RingRegion own, RingRegion peer, MechanismOptions options) =>
        new(new RingOutbound(own, peer, options.RingSpin), new RingInbound(own, peer, options.RingSpin));

    private static void Free(RingRegion region)
    {
        region.Release();
        region.Release();
    }

    private (RingRegion Region, ChannelOffer Offer) Create(MechanismOptions options, ulong session)
    {
        var pages = CreatePages(RingLayout.RegionBytes(options.RingCapacity), options);
        var details = new RingOffer(session, pages.Details).Encode();
        return (RingRegion.Initialize(pages.Memory, options.RingCapacity, session),
            pages.Descriptor is { } descriptor ? new ChannelOffer(details, descriptor) : new ChannelOffer(details));
    }

    private RingRegion Attach(ChannelOffer offer, ulong? expectedSession)
    {
        var ring = RingOffer.Decode(offer.Details);
        if (expectedSession is not null && ring.Session != expectedSession)
            throw new ProtocolViolationException($"An answer belongs to session {ring.Session:X16}; this link is {expectedSession:X16}.");
        var memory = AttachPages(offer, ring.Pages.Span);
        try
        {
            return RingRegion.Attach(memory, ring.Session);
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    private sealed class Proposal : ChannelProposal
    {
        private readonly RingMechanism _mechanism;
        private readonly MechanismOptions _options;
        private readonly RingRegion _own;
        private bool _handedOut;

        public Proposal(RingMechanism mechanism, MechanismOptions options)
        {
            _mechanism = mechanism;
            _options = options;
            Span<byte> session = stackalloc byte[sizeof(ulong)];
            RandomNumberGenerator.Fill(session);
            (_own, Offer) = mechanism.Create(options, BinaryPrimitives.ReadUInt64LittleEndian(session));
        }

        public override ChannelOffer Offer { get; }

        public override ChannelPair Complete(ChannelOffer answer)
        {
            var peer = _mechanism.Attach(answer, _own.Session);
            _handedOut = true;
            return Channels(_own, peer, _options);
        }

        protected override void Dispose(bool disposing)
        {
            Offer.Dispose();
            if (!_handedOut)
                Free(_own);
        }
    }
}
