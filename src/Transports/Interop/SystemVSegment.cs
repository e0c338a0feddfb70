using System.Runtime.InteropServices;

namespace Bus.Transports.Interop;

/// <summary>System V shared memory, as far as removing it goes: <c>shmget(2)</c>, <c>shmctl(2)</c>.</summary>
internal static unsafe partial class SystemVSegment
{
    private const int RemoveCommand = 0;
    private const int StatusCommand = 2;

    /// <summary>
    /// The id of the segment that has a key. -1, with an errno, if there is none or it belongs to somebody else.
    /// </summary>
    public static int Find(int key, out int errno)
    {
        var id = Get(key, 0, 0x180 /* 0600 */);
        errno = id >= 0 ? 0 : Errno.Last;
        return id;
    }

    /// <summary>
    /// Who made a segment, and when it was made or changed, in seconds since 1970; null if there is none with that id.
    /// </summary>
    public static (uint Creator, long Changed)? OriginOf(int id)
    {
        Status status;
        return Control(id, StatusCommand, &status) == 0 ? (status.Permissions.Creator, status.Changed) : null;
    }

    /// <summary>Removes a segment as soon as nobody has it mapped.</summary>
    public static bool TryRemove(int id) => Control(id, RemoveCommand, null) == 0;

    [LibraryImport("libc", EntryPoint = "shmget", SetLastError = true)]
    private static partial int Get(int key, nuint bytes, int flags);

    [LibraryImport("libc", EntryPoint = "shmctl", SetLastError = true)]
    private static partial int Control(int id, int command, Status* status);

    /// <summary><c>struct shmid_ds</c> of the 64-bit ABIs: 112 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Status
    {
        public SystemVPermissions Permissions;
        public nuint Bytes;
        public long Attached;
        public long Detached;
        public long Changed;
        public int CreatorProcess;
        public int LastProcess;
        public nuint Attachments;
        private readonly nuint _reserved1;
        private readonly nuint _reserved2;
    }
}
