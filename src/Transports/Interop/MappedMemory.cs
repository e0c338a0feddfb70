using Microsoft.Win32.SafeHandles;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Interop;

/// <summary>A shared mapping, unmapped when disposed. Whoever uses <see cref="Start"/> must have ended before that.</summary>
internal unsafe class MappedMemory : SafeHandleZeroOrMinusOneIsInvalid
{
    protected MappedMemory(void* start, long length) : base(ownsHandle: true)
    {
        SetHandle((nint)start);
        Length = length;
    }

    public byte* Start => (byte*)handle;

    public long Length { get; }

    /// <summary>Maps <paramref name="length"/> bytes of a descriptor; the descriptor may be closed afterwards.</summary>
    public static MappedMemory Map(SafeFileHandle descriptor, long length, bool writable)
    {
        var protection = writable ? PROT_READ | PROT_WRITE : PROT_READ;
        var start = mmap(null, (size_t)(ulong)length, protection, MAP_SHARED, descriptor.Number(), 0);
        return start != MAP_FAILED
            ? new MappedMemory(start, length)
            : throw new MechanismException($"Cannot map {length:N0} bytes of shared memory: {Errno.Describe(Errno.Last)}.");
    }

    /// <summary>Maps zeros that nobody else has.</summary>
    public static MappedMemory MapPrivate(long length)
    {
        var start = mmap(null, (size_t)(ulong)length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        return start != MAP_FAILED
            ? new MappedMemory(start, length)
            : throw new MechanismException($"Cannot map {length:N0} bytes of memory: {Errno.Describe(Errno.Last)}.");
    }

    /// <summary>Maps private zeros that cost memory only where they are written, however many they are.</summary>
    public static MappedMemory Reserve(long length)
    {
        var start = mmap(null, (size_t)(ulong)length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        return start != MAP_FAILED
            ? new MappedMemory(start, length)
            : throw new MechanismException($"Cannot reserve {length:N0} bytes of address space: {Errno.Describe(Errno.Last)}.");
    }

    /// <summary>
    /// Moves this mapping to where another one of the same length is, in its place and in one step: faults wait while mappings
    /// change, so a thread that uses the other one sees no gap. Nothing is mapped here any more afterwards.
    /// </summary>
    /// <returns>False if the process has as many mappings as <c>vm.max_map_count</c> allows: the move needs a few for an instant.</returns>
    public bool TryMoveOver(MappedMemory other)
    {
        var length = (size_t)(ulong)Length;
        if (mremap((void*)handle, length, length, MREMAP_MAYMOVE | MREMAP_FIXED, other.Start) == MAP_FAILED)
            return false;
        SetHandleAsInvalid();
        return true;
    }

    protected override bool ReleaseHandle() => munmap((void*)handle, (size_t)(ulong)Length) == 0;
}
