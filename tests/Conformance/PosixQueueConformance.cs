namespace Bus.Conformance.Tests;

public sealed class PosixQueueConformance : MechanismConformance
{
    protected override string Mechanism => "posixmq";
}
