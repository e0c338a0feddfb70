using Bus.Transports.Interop;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// <c>futex(2)</c> on the position itself: if it moves before the sleep, the kernel's own comparison keeps the sleeper out.
/// Nothing has to be passed to the peer, and a mapping that can only be read is enough.
/// </summary>
internal sealed unsafe class FutexWakeUp(int seat) : WakeUp(seat)
{
    public override void Sleep(ulong* position, ulong seen) => Futex.Sleep((uint*)position, (uint)seen);

    public override void Wake(ulong* position) => Futex.WakeAll((uint*)position);

    /// <summary>Leaves no trace if it comes before the sleep: that is why it is repeated.</summary>
    public override void Interrupt(ulong* position) => Futex.WakeAll((uint*)position);
}
