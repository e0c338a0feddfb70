namespace Bus.Conformance.Tests;

public sealed class MemfdOverSpinConformance : MechanismConformance
{
    protected override string Mechanism => "memfd";

    protected override string Settings => "ring.wake-up = spin";
}
