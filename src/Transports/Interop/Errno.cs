using System.Runtime.InteropServices;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Interop;

/// <summary>The calling thread's last <c>errno</c>, and its name and text for messages.</summary>
internal static class Errno
{
    private static readonly Dictionary<int, string> Names = new()
    {
        [EPERM] = nameof(EPERM),
        [ENOENT] = nameof(ENOENT),
        [ESRCH] = nameof(ESRCH),
        [EINTR] = nameof(EINTR),
        [EIO] = nameof(EIO),
        [EBADF] = nameof(EBADF),
        [EAGAIN] = nameof(EAGAIN),
        [ENOMEM] = nameof(ENOMEM),
        [EACCES] = nameof(EACCES),
        [EFAULT] = nameof(EFAULT),
        [EBUSY] = nameof(EBUSY),
        [EEXIST] = nameof(EEXIST),
        [ENOTDIR] = nameof(ENOTDIR),
        [EISDIR] = nameof(EISDIR),
        [EINVAL] = nameof(EINVAL),
        [ENFILE] = nameof(ENFILE),
        [EMFILE] = nameof(EMFILE),
        [EFBIG] = nameof(EFBIG),
        [ENOSPC] = nameof(ENOSPC),
        [EROFS] = nameof(EROFS),
        [EPIPE] = nameof(EPIPE),
        [ENAMETOOLONG] = nameof(ENAMETOOLONG),
        [ENOSYS] = nameof(ENOSYS),
        [ENOTEMPTY] = nameof(ENOTEMPTY),
        [ELOOP] = nameof(ELOOP),
        [EPROTOTYPE] = nameof(EPROTOTYPE),
        [EMSGSIZE] = nameof(EMSGSIZE),
        [EOPNOTSUPP] = nameof(EOPNOTSUPP),
        [EADDRINUSE] = nameof(EADDRINUSE),
        [ECONNABORTED] = nameof(ECONNABORTED),
        [ECONNRESET] = nameof(ECONNRESET),
        [ENOBUFS] = nameof(ENOBUFS),
        [ENOTCONN] = nameof(ENOTCONN),
        [ETIMEDOUT] = nameof(ETIMEDOUT),
        [ECONNREFUSED] = nameof(ECONNREFUSED),
        [EDQUOT] = nameof(EDQUOT),
        [EIDRM] = nameof(EIDRM),
    };

    /// <summary>The error of the last native call that failed on this thread.</summary>
    public static int Last => Marshal.GetLastPInvokeError();

    /// <summary>True if a native call failed only because a signal arrived: the one test behind every retry loop.</summary>
    public static bool Interrupted(long result) => result == -1 && Last == EINTR;

    /// <summary>Name and text, for example <c>ENOENT (No such file or directory)</c>.</summary>
    public static string Describe(int errno) =>
        $"{Names.GetValueOrDefault(errno, $"errno {errno}")} ({Marshal.GetPInvokeErrorMessage(errno)})";
}
