using System.Buffers.Binary;
using System.Security.Cryptography;
using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// The families that are one lock-free ring per direction in shared memory. They differ in where the pages come from:
/// <see cref="CreatePages"/> and <see cref="AttachPages"/>.
/// </summary>
internal abstract class RingMechanism : Mechanism
{
    /// <summary>How many descriptors pages have: 1, or 0.</summary>
    protected abstract int PageDescriptors { get; }

    public override ChannelProposal Propose(MechanismOptions options)
    {
        Span<byte> session = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(session);
        return new RingProposal(this, options, BinaryPrimitives.ReadUInt64LittleEndian(session));
    }

    public override AcceptedChannels Accept(ChannelOffer offer, MechanismOptions options)
    {
        var ring = RingOffer.Decode(offer.Details);
        if (ring.Kind == RingWakeUp.Spin && options.RingWakeUp != RingWakeUp.Spin)
        {
            // The one choice of a peer that would cost this side a processor.
            throw new MechanismException("akka.remote.ipc.ring.wake-up = spin keeps processors of both sides busy, so both must be " +
                $"set to it; this side is set to {WakeUpKinds.NameOf(options.RingWakeUp)}.");
        }

        using var parts = new RingParts();
        parts.WakeUps = LinkWakeUps.Attach(ring, offer, PageDescriptors);
        parts.Peer = Attach(offer, ring);
        parts.Own = CreateRegion(options, ring with { WakeUp = default }, [], out var answer);
        try
        {
            return new AcceptedChannels(parts.Connect(offer.Sender, options.RingSpin), answer);
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    /// <summary>This side's region, and the offer or answer that goes with it, which takes over the descriptors.</summary>
    internal RingRegion CreateRegion(
        MechanismOptions options, RingOffer ring, IReadOnlyList<SafeFileHandle> wakeUps, out ChannelOffer offer)
    {
        var pages = CreatePages(RingLayout.RegionBytes(options.RingCapacity), options);
        var details = (ring with { Pages = pages.Details }).Encode();
        offer = new ChannelOffer(details, pages.Descriptor is { } file ? [file, .. wakeUps] : wakeUps);
        return RingRegion.Initialize(pages.Memory, options.RingCapacity, ring.Session);
    }

    /// <summary>The dialling side reads the answer.</summary>
    internal RingRegion AttachAnswer(ChannelOffer answer, ulong session, RingWakeUp kind)
    {
        var ring = RingOffer.Decode(answer.Details);
        if (ring.Session != session)
            throw new ProtocolViolationException($"An answer belongs to session {ring.Session:X16}; this link is {session:X16}.");
        if (ring.Kind != kind || ring.WakeUp.Length != 0 || answer.DescriptorCount != PageDescriptors)
        {
            throw new ProtocolViolationException($"An answer has wake-up {(int)ring.Kind}, {ring.WakeUp.Length} bytes for it, and " +
                $"{answer.DescriptorCount} descriptors; it must have {(int)kind}, none, and {PageDescriptors}.");
        }

        return Attach(answer, ring);
    }

    /// <summary>Pages of this side.</summary>
    /// <exception cref="MechanismException">The system has none left.</exception>
    protected abstract SharedPages CreatePages(long bytes, MechanismOptions options);

    /// <summary>Maps the peer's pages read-only, if they can be read without a fault for as long as they are mapped.</summary>
    /// <param name="file">Stays the offer's; null if pages have none.</param>
    /// <param name="details">What <see cref="SharedPages.Details"/> was there.</param>
    /// <exception cref="ProtocolViolationException">They are not what <see cref="CreatePages"/> makes.</exception>
    protected abstract MappedMemory AttachPages(SafeFileHandle? file, ReadOnlySpan<byte> details);

    /// <summary>Refuses a size that no ring can have, before anything is mapped.</summary>
    protected static void CheckSize(long bytes)
    {
        if (bytes is < RingLayout.DataOffset + RingLayout.SmallestCapacity or > RingLayout.DataOffset + (long)RingLayout.LargestCapacity)
            throw new ProtocolViolationException($"A region of shared memory has {bytes:N0} bytes; a ring cannot have that.");
    }

    private RingRegion Attach(ChannelOffer offer, RingOffer ring)
    {
        var memory = AttachPages(PageDescriptors > 0 ? offer[0] : null, ring.Pages.Span);
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
}
