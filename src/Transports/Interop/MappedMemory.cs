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

    protected override bool ReleaseHandle() => munmap((void*)handle, (size_t)(ulong)Length) == 0;
}
