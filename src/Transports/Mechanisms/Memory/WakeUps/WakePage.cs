using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// A page that both sides write: what a kind of wake-up needs that was made for processes which trust each other. Kept apart from
/// the rings, which stay read-only to the peer.
/// <code>
///   0x000  reader's seat, 256 bytes
///   0x100  writer's seat, 256 bytes
/// </code>
/// A peer can be killed or stopped in the middle of anything that it does here, and then whoever waits for it waits for ever. So
/// this side can take the page away from it: <see cref="TakeAway"/>.
/// </summary>
internal sealed unsafe class WakePage : IDisposable
{
    public const int SeatBytes = 256;

    private readonly Lock _lock = new();
    private readonly MappedMemory _used;

    // The same page once more. Who sleeps in the kernel on the shared page can be woken through it when it has been taken away
    // from the other place.
    private readonly MappedMemory _shared;

    // What takes its place, made in time: the end of a link must not need memory.
    private readonly MappedMemory _own;
    private SafeFileHandle? _file;
    private bool _takenAway;

    private WakePage(SafeFileHandle file)
    {
        _file = file;
        _used = MappedMemory.Map(file, Bytes, writable: true);
        _shared = MappedMemory.Map(file, Bytes, writable: true);
        _own = MappedMemory.MapPrivate(Bytes);
    }

    private static int Bytes => Environment.SystemPageSize;

    private static int Seals => F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;

    public byte* this[int seat] => _used.Start + (seat * SeatBytes);

    /// <param name="initialize">Makes both seats, given the first.</param>
    public static WakePage Create(Action<nint> initialize)
    {
        var file = Memfd.Create("akka-ipc-wake", Bytes);
        var page = Own(file);
        Memfd.Seal(file, Seals);
        initialize((nint)page[0]);
        return page;
    }

    /// <summary>Takes the descriptor over.</summary>
    /// <exception cref="ProtocolViolationException">It is not such a page.</exception>
    public static WakePage Attach(SafeFileHandle file)
    {
        if (Memfd.SealsOf(file) is var seals && seals != Seals || file.Status("a page for wake-ups").st_size != Bytes)
        {
            file.Dispose();
            throw new ProtocolViolationException($"A page for wake-ups has seals 0x{seals:X}; it must have 0x{Seals:X}, and {Bytes} bytes.");
        }

        var page = Own(file);
        page.CloseFile();
        return page;
    }

    /// <summary>The descriptor for the peer. Once.</summary>
    public SafeFileHandle Share()
    {
        var file = _file!;
        _file = null;
        return file;
    }

    /// <summary>
    /// Puts a page of this process's own in the place of the shared one, in one step, and wakes whoever sleeps on the shared one:
    /// it finds the new page, in which it is free to go, and the peer can neither see nor change that. Any thread, idempotent.
    /// </summary>
    /// <param name="free">Makes both seats such that nobody waits there, given the first.</param>
    /// <param name="bytesOfSeat">How much of a seat may be slept on.</param>
    public void TakeAway(Action<nint> free, int bytesOfSeat)
    {
        lock (_lock)
        {
            if (!_takenAway)
            {
                free((nint)_own.Start);
                // If it cannot be now, the next of the repeated interrupts tries again.
                _takenAway = _own.TryMoveOver(_used);
            }

            for (var seat = 0; seat < 2; seat++)
            {
                for (var at = seat * SeatBytes; at < (seat * SeatBytes) + bytesOfSeat; at += sizeof(uint))
                {
                    Futex.WakeAll((uint*)(_shared.Start + at));
                    // The library keeps in the page, too, whether a wait is private to the process.
                    Futex.WakePrivate((uint*)(_used.Start + at));
                }
            }
        }
    }

    public void Dispose()
    {
        CloseFile();
        _used.Dispose();
        _shared.Dispose();
        _own.Dispose();
    }

    private static WakePage Own(SafeFileHandle file)
    {
        try
        {
            return new WakePage(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void CloseFile()
    {
        _file?.Dispose();
        _file = null;
    }
}
