namespace Bus.Conformance.Tests;

public sealed class PosixShmConformance : MechanismConformance
{
    protected override string Mechanism => "posixshm";
}
