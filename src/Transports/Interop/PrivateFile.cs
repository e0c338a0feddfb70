using System.Text;
using Microsoft.Win32.SafeHandles;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Interop;

/// <summary>
/// Files that are locked by one process and removed by another: opening one, and knowing whether it is still the one of that
/// name.
/// </summary>
internal static unsafe class PrivateFile
{
    /// <summary>
    /// Opens for reading and writing, never through a link; what it makes gets mode 0600. Null, with an errno, if it cannot be.
    /// </summary>
    public static SafeFileHandle? Open(string file, int flags, out int errno)
    {
        int result;
        fixed (byte* path = Encoding.UTF8.GetBytes(file + "\0"))
        {
            do result = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | flags, (mode_t)0x180 /* 0600 */);
            while (Errno.Interrupted(result));
        }

        errno = result >= 0 ? 0 : Errno.Last;
        return result >= 0 ? new SafeFileHandle(result, true) : null;
    }

    /// <summary>False if the file was removed, or replaced, since it was opened: then a lock on it guards nothing.</summary>
    public static bool IsStill(string file, SafeFileHandle handle)
    {
        stat named;
        int result;
        fixed (byte* path = Encoding.UTF8.GetBytes(file + "\0"))
            result = stat(path, &named);
        var held = handle.Status(file);
        return result == 0 && named.st_ino == held.st_ino && named.st_dev == held.st_dev;
    }
}
