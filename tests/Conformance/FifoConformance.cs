namespace Bus.Conformance.Tests;

public sealed class FifoConformance : MechanismConformance
{
    protected override string Mechanism => "fifo";
}
