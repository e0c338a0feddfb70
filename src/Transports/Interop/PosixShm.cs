using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Interop;

/// <summary>POSIX shared memory: <c>shm_open(3)</c>, <c>shm_unlink(3)</c>. It lives in <c>/dev/shm</c>.</summary>
internal static partial class PosixShm
{
    /// <summary>Where glibc and musl keep the names.</summary>
    public const string Folder = "/dev/shm";

    /// <summary>Memory with a name for an instant only, every page of it provided now.</summary>
    /// <exception cref="MechanismException">The memory file system is full, or there is none.</exception>
    public static SafeFileHandle Create(long bytes)
    {
        var name = "/" + RegionName.New();
        var descriptor = Open(name, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, RegionFile.Mode);
        var file = Descriptors.Own(descriptor, "create POSIX shared memory");
        // At once, so that nothing is left of it whenever this process ends. Somebody's scan may have been faster.
        _ = Unlink(name);
        RegionFile.ProvideAll(file, bytes, Folder);
        return file;
    }

    [LibraryImport("libc", EntryPoint = "shm_open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string name, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "shm_unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Unlink(string name);
}
