namespace Bus.Conformance.Tests;

public sealed class MemfdOverEventfdConformance : MechanismConformance
{
    protected override string Mechanism => "memfd";

    protected override string Settings => "ring.wake-up = eventfd";
}
