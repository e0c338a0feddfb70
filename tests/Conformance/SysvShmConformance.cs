namespace Bus.Conformance.Tests;

public sealed class SysvShmConformance : MechanismConformance
{
    protected override string Mechanism => "sysvshm";
}
