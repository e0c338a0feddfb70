namespace Bus.Conformance.Tests;

public sealed class SystemVQueueConformance : MechanismConformance
{
    protected override string Mechanism => "sysvmq";
}
