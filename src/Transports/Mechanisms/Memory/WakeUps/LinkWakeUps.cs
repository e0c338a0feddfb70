using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Mechanisms;

/// <summary>The wake-ups of both directions of a link, as one side holds them.</summary>
/// <param name="Kind">What both are.</param>
/// <param name="Outbound">This side is the writer.</param>
/// <param name="Inbound">This side is the reader.</param>
internal sealed record LinkWakeUps(RingWakeUp Kind, WakeUp Outbound, WakeUp Inbound) : IDisposable
{
    /// <summary>The dialling side's.</summary>
    /// <exception cref="MechanismException">The system has none left.</exception>
    public static LinkWakeUps Create(RingWakeUp kind)
    {
        var outbound = WakeUpKinds.Create(kind, WakeUp.Writer);
        try
        {
            return new LinkWakeUps(kind, outbound, WakeUpKinds.Create(kind, WakeUp.Reader));
        }
        catch
        {
            outbound.Dispose();
            throw;
        }
    }

    /// <summary>The listening side's, from what the dialling side offers.</summary>
    /// <param name="ring">The offer's details.</param>
    /// <param name="offer">The offer.</param>
    /// <param name="first">The first of its descriptors that is a wake-up's.</param>
    /// <exception cref="ProtocolViolationException">It is not what <see cref="Create"/> makes.</exception>
    public static LinkWakeUps Attach(RingOffer ring, ChannelOffer offer, int first)
    {
        var (descriptors, details) = WakeUpKinds.ShapeOf(ring.Kind);
        if (ring.WakeUp.Length != 2 * details || offer.DescriptorCount != first + (2 * descriptors))
        {
            throw new ProtocolViolationException($"An offer with wake-up {WakeUpKinds.NameOf(ring.Kind)} has " +
                $"{first + (2 * descriptors)} descriptors and {2 * details} bytes for it; " +
                $"this one has {offer.DescriptorCount} and {ring.WakeUp.Length}.");
        }

        var next = first;
        SafeFileHandle Take() => offer.Take(next++);
        // Their outbound direction is our inbound one.
        var inbound = WakeUpKinds.Attach(ring.Kind, WakeUp.Reader, Take, ring.WakeUp.Span[..details]);
        try
        {
            var outbound = WakeUpKinds.Attach(ring.Kind, WakeUp.Writer, Take, ring.WakeUp.Span[details..]);
            return new LinkWakeUps(ring.Kind, outbound, inbound);
        }
        catch
        {
            inbound.Dispose();
            throw;
        }
    }

    /// <summary>What the listening side needs. Once; the caller owns the descriptors.</summary>
    public (ReadOnlyMemory<byte> Details, IReadOnlyList<SafeFileHandle> Descriptors) Describe() =>
        (new([.. Outbound.Details.Span, .. Inbound.Details.Span]), [.. Outbound.Share(), .. Inbound.Share()]);

    public void Dispose()
    {
        Outbound.Dispose();
        Inbound.Dispose();
    }
}
