using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Interop;

/// <summary>What the file system behind a descriptor is: <c>fstatfs(2)</c>.</summary>
internal static unsafe partial class FileSystem
{
    /// <summary>Its magic number, or 0 if it does not tell.</summary>
    public static long TypeOf(SafeFileHandle file) => Inspect(file).Type;

    /// <summary>Its size, and how much of it an unprivileged user can still have; both 0 if it does not tell.</summary>
    public static (long Total, long Available) SpaceOf(SafeFileHandle file)
    {
        var found = Inspect(file);
        return ((long)(found.Blocks * (ulong)found.BlockBytes), (long)(found.Available * (ulong)found.BlockBytes));
    }

    private static Statfs Inspect(SafeFileHandle file)
    {
        Statfs found = default;
        return FStatfs(file.Number(), &found) == 0 ? found : default;
    }

    [LibraryImport("libc", EntryPoint = "fstatfs", SetLastError = true)]
    private static partial int FStatfs(int descriptor, Statfs* result);

    /// <summary>The first fields of <c>struct statfs</c> on 64-bit Linux, which has 120 bytes.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 120)]
    private struct Statfs
    {
        public long Type;
        public long BlockBytes;
        public ulong Blocks;
        public ulong Free;
        public ulong Available;
    }
}
