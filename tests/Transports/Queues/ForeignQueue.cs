using System.Runtime.InteropServices;

namespace Bus.Transports.Tests.Queues;

/// <summary>A System V queue as other programs make them.</summary>
internal static partial class ForeignQueue
{
    public static int Create(int key, int mode) => Get(key, 0x200 /* IPC_CREAT */ | 0x400 /* IPC_EXCL */ | mode);

    [LibraryImport("libc", EntryPoint = "msgget")]
    private static partial int Get(int key, int flags);
}
