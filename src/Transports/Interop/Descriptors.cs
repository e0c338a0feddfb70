using System.Text;
using Microsoft.Win32.SafeHandles;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Interop;

/// <summary>File descriptors in safe handles.</summary>
internal static unsafe class Descriptors
{
    /// <summary>Takes ownership of the descriptor that a native call returned, or throws with what it was for and the errno.</summary>
    public static SafeFileHandle Own(int descriptor, string purpose) => descriptor >= 0
        ? new SafeFileHandle(descriptor, ownsHandle: true)
        : throw new MechanismException($"Cannot {purpose}: {Errno.Describe(Errno.Last)}.{Advice(Errno.Last)}");

    /// <summary>The number behind a handle. The caller keeps the handle alive for as long as it uses the number.</summary>
    public static int Number(this SafeFileHandle handle) => (int)handle.DangerousGetHandle();

    /// <summary>A second descriptor for the same kernel object, closed on exec.</summary>
    public static SafeFileHandle Duplicate(this SafeFileHandle handle, string purpose) =>
        Own(fcntl(handle.Number(), F_DUPFD_CLOEXEC, 3), purpose);

    /// <summary>Size and type of the object behind a descriptor.</summary>
    public static stat Status(this SafeFileHandle handle, string purpose)
    {
        stat status;
        return fstat(handle.Number(), &status) == 0
            ? status
            : throw new MechanismException($"Cannot inspect {purpose}: {Errno.Describe(Errno.Last)}.");
    }

    /// <summary>A path as native calls take it, with its closing zero.</summary>
    public static byte[] PathBytes(string path) => Encoding.UTF8.GetBytes(path + "\0");

    /// <summary>True if this process can have no more descriptors: for errors that can also mean something else.</summary>
    public static bool AreExhausted
    {
        get
        {
            var spare = eventfd(0, EFD_CLOEXEC);
            if (spare < 0)
                return true;
            _ = close(spare);
            return false;
        }
    }

    /// <summary>What to do about the errors that have a usual way out.</summary>
    public static string Advice(int errno)
    {
        if (errno == EMFILE)
            return " This process has reached its limit of open files (RLIMIT_NOFILE): raise it with `ulimit -n`.";
        if (errno == ENFILE)
            return " The system has reached its limit of open files: raise fs.file-max.";
        if (errno == ENOSPC)
            return " The memory file system is full: free some of /dev/shm or memory, or lower akka.remote.ipc.ring.capacity.";
        if (errno == ENOMEM)
            return " The kernel has no memory left for this: free some, or lower akka.remote.ipc.ring.capacity.";
        return "";
    }
}
