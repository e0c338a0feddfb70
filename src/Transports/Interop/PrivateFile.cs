using System.Text;
using Microsoft.Win32.SafeHandles;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Interop;

/// <summary>Files that one process locks and another one may remove.</summary>
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
}
