using System.Runtime.InteropServices;

namespace Bus.Transports.Interop;

/// <summary>The calls of System V shared memory, which Tmds.LibC does not have.</summary>
internal static unsafe partial class SysvMemory
{
    private const int Create = 0x200;
    private const int ReadOnly = 0x1000;
    private const int Remove = 0;
    private const int Stat = 2;

    public static int Get(long bytes, int mode) => ShmGet(0, (nuint)bytes, Create | mode);

    /// <returns>Null on an error.</returns>
    public static void* Attach(int id, bool readOnly)
    {
        var start = ShmAt(id, null, readOnly ? ReadOnly : 0);
        return (nint)start == -1 ? null : start;
    }

    public static int Detach(void* start) => ShmDt(start);

    public static void MarkForRemoval(int id) => _ = ShmCtl(id, Remove, null);

    /// <returns>False on an error.</returns>
    public static bool Inspect(int id, out Status status)
    {
        status = default;
        fixed (Status* target = &status)
            return ShmCtl(id, Stat, target) == 0;
    }

    [LibraryImport("libc", EntryPoint = "shmget", SetLastError = true)]
    private static partial int ShmGet(int key, nuint bytes, int flags);

    [LibraryImport("libc", EntryPoint = "shmat", SetLastError = true)]
    private static partial void* ShmAt(int id, void* start, int flags);

    [LibraryImport("libc", EntryPoint = "shmdt", SetLastError = true)]
    private static partial int ShmDt(void* start);

    [LibraryImport("libc", EntryPoint = "shmctl", SetLastError = true)]
    private static partial int ShmCtl(int id, int command, Status* buffer);

    /// <summary><c>struct shmid_ds</c> on 64-bit Linux, glibc and musl alike.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 112)]
    public struct Status
    {
        [FieldOffset(4)]
        public uint UserId;

        [FieldOffset(12)]
        public uint CreatorUserId;

        [FieldOffset(20)]
        public int Mode;

        [FieldOffset(48)]
        public ulong Bytes;
    }
}
