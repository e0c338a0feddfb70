using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Interop;

/// <summary>
/// One process, and never another that gets its number later: <c>pidfd_open(2)</c>, <c>pidfd_send_signal(2)</c>. Linux 5.3 or newer.
/// </summary>
internal sealed partial class ProcessHandle : IDisposable
{
    // The same on all architectures.
    private const nint SendNumber = 424;
    private const nint OpenNumber = 434;

    private readonly SafeFileHandle _handle;

    private ProcessHandle(SafeFileHandle handle) => _handle = handle;

    /// <summary>The error if there is no such process, or no more.</summary>
    public static int Gone => ESRCH;

    /// <summary>Whoever has the number now. Null, with an errno, if that is nobody or the kernel refuses.</summary>
    public static ProcessHandle? TryOpen(int pid, out int errno)
    {
        var result = (int)Syscall(OpenNumber, pid, 0, 0, 0);
        errno = result >= 0 ? 0 : Errno.Last;
        // The kernel has set close-on-exec.
        return result >= 0 ? new ProcessHandle(new SafeFileHandle(result, ownsHandle: true)) : null;
    }

    /// <returns>0, or the errno.</returns>
    public int Send(int signal)
    {
        var result = Syscall(SendNumber, _handle.Number(), signal, 0, 0);
        GC.KeepAlive(_handle);
        return result == 0 ? 0 : Errno.Last;
    }

    public void Dispose() => _handle.Dispose();

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Syscall(nint number, nint first, nint second, nint third, nint fourth);
}
