using System.Text;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Interop;

/// <summary>
/// One private folder: <c>mkdir(2)</c>. The library's own call makes missing parents too, and gives them whatever mode the
/// umask leaves.
/// </summary>
internal static unsafe class Folder
{
    /// <summary>Makes a folder with mode 0700 in one that exists. It may be there already.</summary>
    /// <exception cref="DirectoryNotFoundException">Its parent does not exist.</exception>
    /// <exception cref="IOException">The system refuses.</exception>
    public static void Make(string folder)
    {
        int result;
        fixed (byte* path = Encoding.UTF8.GetBytes(folder + "\0"))
            result = mkdir(path, (mode_t)0x1C0 /* 0700 */);
        if (result == 0 || Errno.Last == EEXIST)
            return;
        var errno = Errno.Last;
        throw errno == ENOENT ? new DirectoryNotFoundException(folder) : new IOException(Errno.Describe(errno) + ".");
    }

    /// <summary>The user who owns a folder.</summary>
    /// <exception cref="DirectoryNotFoundException">There is none.</exception>
    public static uint OwnerOf(string folder)
    {
        stat status;
        int result;
        fixed (byte* path = Encoding.UTF8.GetBytes(folder + "\0"))
            result = stat(path, &status);
        return result == 0 ? (uint)status.st_uid : throw new DirectoryNotFoundException(folder);
    }
}
