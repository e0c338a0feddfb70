namespace Bus.Transports.Mechanisms;

/// <summary>No sleep: the processor is offered to others and the position looked at again, for ever.</summary>
internal sealed unsafe class SpinWakeUp(int seat) : WakeUp(seat)
{
    public override bool Sleeps => false;

    public override void Sleep(ulong* position, ulong seen) => Thread.Yield();

    public override void Wake(ulong* position)
    {
    }

    public override void Interrupt(ulong* position)
    {
    }
}
