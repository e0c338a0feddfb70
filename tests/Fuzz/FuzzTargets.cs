using Bus.Fuzz.Targets;

namespace Bus.Fuzz;

/// <summary>All targets.</summary>
public static class FuzzTargets
{
    public static IReadOnlyList<IFuzzTarget> All { get; } =
        [
            new HelloTarget(), new ControlSocketTarget(), new FramingTarget(), new RingHeaderTarget(), new RingOfferTarget(), new RingPositionTarget(),
            new EntryTarget(), new LaneTarget(), new EnvelopeTarget(),
        ];
}
