namespace Bus.Conformance.Tests;

public sealed class DgramConformance : MechanismConformance
{
    protected override string Mechanism => "dgram";
}
