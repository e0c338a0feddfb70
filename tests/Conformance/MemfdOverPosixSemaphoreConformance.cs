namespace Bus.Conformance.Tests;

public sealed class MemfdOverPosixSemaphoreConformance : MechanismConformance
{
    protected override string Mechanism => "memfd";

    protected override string Settings => "ring.wake-up = posix-semaphore";
}
