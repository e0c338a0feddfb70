namespace Bus.Conformance.Tests;

public sealed class MmapConformance : MechanismConformance
{
    protected override string Mechanism => "mmap";
}
