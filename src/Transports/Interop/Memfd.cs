using System.Text;
using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Interop;

/// <summary>Memory without a name, behind a descriptor: <c>memfd_create(2)</c>, its size and its seals.</summary>
internal static unsafe class Memfd
{
    // Linux 5.1; newer than Tmds.LibC's list.
    private const int SealFutureWrite = 0x0010;

    /// <summary>
    /// What a region carries once its owner has mapped it: it can neither shrink (no SIGBUS for the peer), nor grow, nor be
    /// mapped writable by anybody else, nor have its seals changed.
    /// </summary>
    public static int RegionSeals => F_SEAL_SHRINK | F_SEAL_GROW | SealFutureWrite | F_SEAL_SEAL;

    /// <summary>Creates <paramref name="bytes"/> of memory and has the kernel provide every page of it now.</summary>
    /// <exception cref="MechanismException">There is no memory, or the memory file system is full.</exception>
    public static SafeFileHandle Create(string name, long bytes)
    {
        SafeFileHandle handle;
        fixed (byte* text = Encoding.UTF8.GetBytes(name + "\0"))
            handle = Descriptors.Own(memfd_create(text, MFD_CLOEXEC | MFD_ALLOW_SEALING), $"create the memory file {name}");
        if (RegionFile.Provide(handle, bytes) is var errno && errno == 0)
            return handle;
        handle.Dispose();
        throw new MechanismException($"Cannot fill {bytes:N0} bytes of shared memory: {Errno.Describe(errno)}.{Descriptors.Advice(errno)}");
    }

    /// <summary>Seals the memory for good. Call it after the owner has mapped it writable.</summary>
    public static void Seal(SafeFileHandle memory, int seals)
    {
        if (fcntl(memory.Number(), F_ADD_SEALS, seals) != 0)
            throw new MechanismException($"Cannot seal shared memory: {Errno.Describe(Errno.Last)}. Linux 5.1 or newer is needed.");
    }

    /// <summary>Refuses memory of a peer that it could still cut away under whoever reads it.</summary>
    /// <exception cref="ProtocolViolationException">It has not all of <see cref="RegionSeals"/>.</exception>
    public static void CheckSeals(SafeFileHandle memory, string what)
    {
        if (SealsOf(memory) is var seals && (seals & RegionSeals) != RegionSeals)
            throw new ProtocolViolationException($"{what} has seals 0x{seals:X}; it must have 0x{RegionSeals:X}.");
    }

    /// <summary>The seals on a descriptor that somebody else made, or 0 if it cannot have any.</summary>
    public static int SealsOf(SafeFileHandle memory) => Math.Max(0, fcntl(memory.Number(), F_GET_SEALS));
}
