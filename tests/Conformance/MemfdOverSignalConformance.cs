namespace Bus.Conformance.Tests;

public sealed class MemfdOverSignalConformance : MechanismConformance
{
    protected override string Mechanism => "memfd";

    protected override string Settings => "ring.wake-up = signal";
}
