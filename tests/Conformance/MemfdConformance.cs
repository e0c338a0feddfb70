namespace Bus.Conformance.Tests;

public sealed class MemfdConformance : MechanismConformance
{
    protected override string Mechanism => "memfd";
}
