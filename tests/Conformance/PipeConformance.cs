namespace Bus.Conformance.Tests;

public sealed class PipeConformance : MechanismConformance
{
    protected override string Mechanism => "pipe";
}
