using Bus.Transports;
using Bus.Transports.Mechanisms;

namespace Bus.Fuzz.Targets;

/// <summary>The details of a ring's offer.</summary>
public sealed class RingOfferTarget : IFuzzTarget
{
    public string Name => "ring-offer";

    public IReadOnlyList<byte[]> Seeds =>
    [
        new RingOffer(1, RingWakeUp.Futex, default, default).Encode(),
        new RingOffer(2, RingWakeUp.SysvSemaphore, new byte[8], new byte[4]).Encode(),
    ];

    public long AllocationLimit => 64 * 1024;

    public void Run(ReadOnlySpan<byte> input)
    {
        var ring = RingOffer.Decode(input.ToArray());
        if (RingOffer.FixedBytes + ring.WakeUp.Length + ring.Pages.Length != input.Length)
            throw new InvalidOperationException($"{ring.WakeUp.Length} and {ring.Pages.Length} bytes were made of {input.Length}.");
        WakeUpKinds.ShapeOf(ring.Kind);
    }
}
