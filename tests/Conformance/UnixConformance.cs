namespace Bus.Conformance.Tests;

public sealed class UnixConformance : MechanismConformance
{
    protected override string Mechanism => "unix";
}
