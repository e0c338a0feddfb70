using System.Text;
using Microsoft.Win32.SafeHandles;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Interop;

/// <summary>Files whose pages are shared: made without a name, provided before use, and given away read-only.</summary>
internal static unsafe class RegionFile
{
    /// <summary>Read and write for the owner alone.</summary>
    public const uint Mode = 0x180; // 0600

    private const int FileTypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const long MemoryFileSystem = 0x01021994; // TMPFS_MAGIC of statfs(2)

    /// <summary>A file in a folder, without a name, every byte of it provided now.</summary>
    /// <exception cref="MechanismException">The folder cannot be used, or its file system is full.</exception>
    public static SafeFileHandle Create(string folder, long bytes)
    {
        var file = TryOpen(folder, O_TMPFILE | O_RDWR, out var errno);
        // No O_TMPFILE here: EOPNOTSUPP by the manual, EISDIR from a kernel or a file system that does not know it at all.
        if (file is null && (errno == EOPNOTSUPP || errno == EISDIR))
            file = CreateNamed(folder, out errno);
        if (file is null)
        {
            throw new MechanismException($"Cannot make a file in {folder}: {Errno.Describe(errno)}. " +
                "Set akka.remote.ipc.mmap.directory to a folder that can be written.");
        }

        ProvideAll(file, bytes, folder);
        return file;
    }

    /// <summary>For file systems that cannot make a file without a name: with one, for an instant.</summary>
    public static SafeFileHandle? CreateNamed(string folder, out int errno)
    {
        var path = Path.Combine(folder, RegionName.New());
        var file = TryOpen(path, O_CREAT | O_EXCL | O_NOFOLLOW | O_RDWR, out errno);
        if (file is null)
            return null;
        // At once, so that nothing is left of it whenever this process ends. Somebody's scan may have been faster.
        fixed (byte* text = Encoding.UTF8.GetBytes(path + "\0"))
            _ = unlink(text);
        return file;
    }

    /// <summary>
    /// The same file again, for reading only: whoever has only this can neither write, nor map it writable, nor change its size.
    /// </summary>
    public static SafeFileHandle ReopenReadOnly(SafeFileHandle file)
    {
        // Its name is gone already; this is the way to a file by its descriptor, see proc(5).
        var path = $"/proc/self/fd/{file.Number()}";
        return TryOpen(path, O_RDONLY, out var errno)
            ?? throw new MechanismException($"Cannot open a region again read-only: {Errno.Describe(errno)}. Is /proc mounted?" +
                Descriptors.Advice(errno));
    }

    public static bool IsRegular(in stat status) => ((uint)status.st_mode & FileTypeMask) == RegularFile;

    /// <summary>
    /// True on tmpfs, where a page that is not there yet is made when it is touched, and a full file system is a SIGBUS then.
    /// </summary>
    public static bool IsInMemory(SafeFileHandle file) => FileSystem.TypeOf(file) == MemoryFileSystem;

    /// <summary>Has the file system provide every byte, or disposes the file and throws with what is full.</summary>
    public static void ProvideAll(SafeFileHandle file, long bytes, string folder)
    {
        var errno = Provide(file, bytes);
        if (errno == 0)
            return;
        var space = FileSystem.SpaceOf(file);
        file.Dispose();
        throw new MechanismException($"Cannot fill {bytes:N0} bytes of shared memory in {folder}: {Errno.Describe(errno)}. " +
            $"Its file system has {space.Total:N0} bytes, of which {space.Available:N0} are free: free some, enlarge it, " +
            "or lower akka.remote.ipc.ring.capacity.");
    }

    /// <summary>
    /// Has the file system provide every byte now: <c>fallocate(2)</c>, or written zeros where there is no such thing.
    /// </summary>
    /// <returns>0, or the errno.</returns>
    public static int Provide(SafeFileHandle file, long bytes)
    {
        int result;
        do result = fallocate(file.Number(), 0, 0, bytes);
        while (Errno.Interrupted(result));
        if (result == 0)
            return 0;
        return Errno.Last == EOPNOTSUPP ? WriteZeros(file, bytes) : Errno.Last;
    }

    /// <returns>0, or the errno.</returns>
    public static int WriteZeros(SafeFileHandle file, long bytes)
    {
        var zeros = new byte[64 * 1024];
        fixed (byte* start = zeros)
        {
            for (long written = 0; written < bytes;)
            {
                long result;
                do result = (long)pwrite(file.Number(), start, (size_t)(int)Math.Min(zeros.Length, bytes - written), written);
                while (Errno.Interrupted(result));
                if (result <= 0)
                    return result == 0 ? ENOSPC : Errno.Last;
                written += result;
            }
        }

        return 0;
    }

    private static SafeFileHandle? TryOpen(string path, int flags, out int errno)
    {
        int result;
        fixed (byte* text = Encoding.UTF8.GetBytes(path + "\0"))
        {
            do result = open(text, flags | O_CLOEXEC, (mode_t)Mode);
            while (Errno.Interrupted(result));
        }

        errno = result >= 0 ? 0 : Errno.Last;
        return result >= 0 ? new SafeFileHandle(result, ownsHandle: true) : null;
    }
}
