namespace Bus.Conformance.Tests;

public sealed class MemfdOverSysvSemaphoreConformance : MechanismConformance
{
    protected override string Mechanism => "memfd";

    protected override string Settings => "ring.wake-up = sysv-semaphore";
}
