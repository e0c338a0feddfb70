using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// <c>memfd</c>: sealed memory without a name, <c>memfd_create(2)</c>. Filled before use, so that a full memory file system is an error
/// here and never a SIGBUS later; sealed, so that the peer can neither shrink it nor map it writable.
/// </summary>
internal sealed class MemfdMechanism : RingMechanism
{
    public const string WellKnownName = "memfd";

    public override string Name => WellKnownName;

    protected override (MappedMemory Memory, SafeFileHandle Descriptor) CreatePages(long bytes)
    {
        var descriptor = Memfd.Create("akka-ipc-ring", bytes);
        try
        {
            var memory = MappedMemory.Map(descriptor, bytes, writable: true);
            Memfd.Seal(descriptor);
            return (memory, descriptor);
        }
        catch
        {
            descriptor.Dispose();
            throw;
        }
    }

    protected override void CheckPages(SafeFileHandle descriptor)
    {
        // Without SHRINK the peer could cut the memory away under us; the others it needs for its own sake, but a ring has them all.
        if (Memfd.SealsOf(descriptor) is var seals && (seals & Memfd.RegionSeals) != Memfd.RegionSeals)
            throw new ProtocolViolationException($"A region of shared memory has seals 0x{seals:X}; it must have 0x{Memfd.RegionSeals:X}.");
    }
}
