namespace Bus.Conformance.Tests;

public sealed class MemfdOverMutexCondvarConformance : MechanismConformance
{
    protected override string Mechanism => "memfd";

    protected override string Settings => "ring.wake-up = mutex-condvar";
}
