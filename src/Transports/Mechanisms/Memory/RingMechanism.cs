using System.Buffers.Binary;
using System.Security.Cryptography;
using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// The families that are one lock-free ring per direction in shared memory. They differ in where the pages come from:
/// <see cref="CreatePages"/> and <see cref="CheckPages"/>.
/// </summary>
internal abstract class RingMechanism : Mechanism
{
    public override ChannelProposal Propose(MechanismOptions options) => new Proposal(this, options);

    public override AcceptedChannels Accept(ChannelOffer offer, MechanismOptions options)
    {
        var peer = Attach(offer, expectedSession: null);
        try
        {
            var (own, answer) = Create(options.RingCapacity, peer.Session);
            return new AcceptedChannels(Channels(own, peer, options), answer);
        }
        catch
        {
            Free(peer);
            throw;
        }
    }

    /// <summary>Pages of this side, mapped writable, and a descriptor of them that the peer can only map read-only.</summary>
    protected abstract (MappedMemory Memory, SafeFileHandle Descriptor) CreatePages(long bytes);

    /// <summary>Throws unless the peer's pages can be read without a fault for as long as they are mapped.</summary>
    protected abstract void CheckPages(SafeFileHandle descriptor);

    private static ChannelPair Channels(RingRegion own, RingRegion peer, MechanismOptions options) =>
        new(new RingOutbound(own, peer, options.RingSpin), new RingInbound(own, peer, options.RingSpin));

    private static void Free(RingRegion region)
    {
        region.Release();
        region.Release();
    }

    private (RingRegion Region, ChannelOffer Offer) Create(int capacity, ulong session)
    {
        var (memory, descriptor) = CreatePages(RingLayout.RegionBytes(capacity));
        return (RingRegion.Initialize(memory, capacity, session), new ChannelOffer(ReadOnlyMemory<byte>.Empty, descriptor));
    }

    private RingRegion Attach(ChannelOffer offer, ulong? expectedSession)
    {
        if (offer.DescriptorCount != 1)
            throw new ProtocolViolationException($"An offer of {Name} has one descriptor; this one has {offer.DescriptorCount}.");
        CheckPages(offer[0]);
        var bytes = (long)offer[0].Status("a region of shared memory").st_size;
        if (bytes is < RingLayout.DataOffset + RingLayout.SmallestCapacity or > RingLayout.DataOffset + (long)RingLayout.LargestCapacity)
            throw new ProtocolViolationException($"A region of shared memory has {bytes:N0} bytes; a ring cannot have that.");
        var memory = MappedMemory.Map(offer[0], bytes, writable: false);
        try
        {
            return RingRegion.Attach(memory, expectedSession);
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
            (_own, Offer) = mechanism.Create(options.RingCapacity, BinaryPrimitives.ReadUInt64LittleEndian(session));
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
