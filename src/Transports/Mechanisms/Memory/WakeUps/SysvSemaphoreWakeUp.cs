using System.Buffers.Binary;
using Bus.Transports.Interop;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// A System V semaphore set for each direction. A wake sets the sleeper's semaphore to 1, so wakes do not gather. Details: the
/// set's id, i32.
/// </summary>
/// <remarks>
/// A set that is removed wakes everybody who sleeps on it, and cannot be slept on again: whichever side ends first removes it,
/// and that is its interrupt. From then on both sides sleep on the futex instead, so that also a removal by a stranger
/// (<c>ipcrm(1)</c>) loses no wake: the sleeper finds the set gone when it sleeps, the waker when it wakes.
/// </remarks>
internal sealed unsafe class SysvSemaphoreWakeUp : WakeUp
{
    private readonly SysvSemaphores _set;
    private volatile bool _gone;

    private SysvSemaphoreWakeUp(int seat, SysvSemaphores set) : base(seat) => _set = set;

    public override ReadOnlyMemory<byte> Details
    {
        get
        {
            var details = new byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(details, _set.Id);
            return details;
        }
    }

    public static SysvSemaphoreWakeUp Create(int seat) => new(seat, SysvSemaphores.Create());

    public static SysvSemaphoreWakeUp Attach(int seat, ReadOnlySpan<byte> details) =>
        new(seat, SysvSemaphores.Attach(BinaryPrimitives.ReadInt32LittleEndian(details)));

    public override void Sleep(ulong* position, ulong seen)
    {
        if (!_gone && !_set.Take(Mine))
            _gone = true;
        else if (_gone)
            Futex.Sleep((uint*)position, (uint)seen);
    }

    public override void Wake(ulong* position)
    {
        if (!_gone && _set.Set(Theirs))
            return;
        _gone = true;
        Futex.WakeAll((uint*)position);
    }

    public override void Interrupt(ulong* position)
    {
        _set.Remove();
        Futex.WakeAll((uint*)position);
    }

    protected override void Dispose(bool disposing)
    {
        _set.Remove();
        base.Dispose(disposing);
    }
}
