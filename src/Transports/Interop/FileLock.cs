using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Interop;

/// <summary>
/// <c>flock(2)</c>: belongs to the open file, so two systems in one process exclude each other too, and the kernel lets go of it
/// when the process ends, whatever ended it.
/// </summary>
internal static unsafe partial class FileLock
{
    private const int Shared = 1;
    private const int Exclusive = 2;
    private const int NonBlocking = 4;

    /// <summary>
    /// Takes the lock if nobody else has it, also for sharing. What the file held before, it has lost if this fails. Never waits.
    /// </summary>
    public static bool TryTake(SafeFileHandle file) => TryTake(file, Exclusive);

    /// <summary>Takes the lock, together with others who share it, if nobody has it alone. Never waits.</summary>
    public static bool TryShare(SafeFileHandle file) => TryTake(file, Shared);

    private static bool TryTake(SafeFileHandle file, int mode)
    {
        int result;
        do result = Flock(file.Number(), mode | NonBlocking);
        while (Errno.Interrupted(result));
        if (result == 0)
            return true;
        return Errno.Last == EWOULDBLOCK
            ? false
            : throw new RendezvousException($"flock failed: {Errno.Describe(Errno.Last)}. " +
                "The rendezvous directory must be on a local file system that supports flock.");
    }

    /// <summary>
    /// True if the path still leads to the locked file. Whoever held the lock before may have removed the name while this side waited to open
    /// it: then the lock guards nothing.
    /// </summary>
    public static bool IsStill(string path, SafeFileHandle locked)
    {
        stat named;
        int result;
        fixed (byte* text = Descriptors.PathBytes(path))
            result = stat(text, &named);
        var held = locked.Status(path);
        return result == 0 && named.st_ino == held.st_ino && named.st_dev == held.st_dev;
    }

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(int descriptor, int operation);
}
