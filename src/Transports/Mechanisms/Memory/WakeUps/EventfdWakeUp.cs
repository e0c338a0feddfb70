using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// <c>eventfd(2)</c>, one for each seat. It counts, and a look takes the whole count, so wakes that were not needed cost one look
/// together. An interrupt has an eventfd of its own, which the peer does not have: it cannot take it away.
/// </summary>
/// <remarks>
/// Whether a descriptor blocks belongs to the open file, which both sides share. A hostile peer can make it block, and fill it,
/// so that a wake of this side waits: the interrupt undoes that.
/// </remarks>
internal sealed unsafe class EventfdWakeUp : WakeUp
{
    private readonly EventSignal[] _seats;
    private readonly EventSignal _interrupt = new();
    private int _waking;

    private EventfdWakeUp(int seat, EventSignal[] seats) : base(seat) => _seats = seats;

    public static EventfdWakeUp Create(int seat)
    {
        var reader = new EventSignal();
        try
        {
            return new EventfdWakeUp(seat, [reader, new EventSignal()]);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Takes the descriptors over.</summary>
    public static EventfdWakeUp Attach(int seat, SafeFileHandle reader, SafeFileHandle writer)
    {
        EventSignal[] seats = [new EventSignal(reader), new EventSignal(writer)];
        try
        {
            foreach (var one in seats)
            {
                if (!one.IsEventfd)
                    throw new ProtocolViolationException("A ring's wake-up is to be an eventfd; what came with the offer is none.");
            }

            return new EventfdWakeUp(seat, seats);
        }
        catch
        {
            foreach (var one in seats)
                one.Dispose();
            throw;
        }
    }

    public override IReadOnlyList<SafeFileHandle> Share()
    {
        var reader = _seats[Reader].Handle.Duplicate("pass an eventfd to the peer");
        try
        {
            return [reader, _seats[Writer].Handle.Duplicate("pass an eventfd to the peer")];
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    public override void Sleep(ulong* position, ulong seen)
    {
        if (Poll.WaitReadable(_seats[Mine].Handle, _interrupt))
            _seats[Mine].Reset();
    }

    public override void Wake(ulong* position)
    {
        Volatile.Write(ref _waking, 1);
        _seats[Theirs].Set();
        Volatile.Write(ref _waking, 0);
    }

    public override void Interrupt(ulong* position)
    {
        _interrupt.Set();
        if (Volatile.Read(ref _waking) == 1)
            _seats[Theirs].Unblock();
    }

    protected override void Dispose(bool disposing)
    {
        foreach (var one in _seats)
            one.Dispose();
        _interrupt.Dispose();
        base.Dispose(disposing);
    }
}
