using System.Runtime.InteropServices;

namespace Bus.Transports.Interop;

/// <summary>The calls of System V semaphores, which Tmds.LibC does not have.</summary>
internal static unsafe partial class SysvSemaphoreCalls
{
    private const int CreateFlag = 0x200;
    private const short UndoFlag = 0x1000;
    private const int RemoveCommand = 0;
    private const int StatCommand = 2;
    private const int GetValueCommand = 12;
    private const int SetValueCommand = 16;

    public static int Get(int count, int mode) => SemGet(0, count, CreateFlag | mode);

    /// <summary>Adds to a semaphore, or waits until it can be taken from.</summary>
    public static int Change(int id, int which, short by, bool undo)
    {
        var operation = new Operation { Number = (ushort)which, Change = by, Flags = undo ? UndoFlag : (short)0 };
        return SemOp(id, &operation, 1);
    }

    public static int SetValue(int id, int which, int value) => SemCtl(id, which, SetValueCommand, value);

    /// <returns>-1 if there is no such semaphore.</returns>
    public static int ValueOf(int id, int which) => SemCtl(id, which, GetValueCommand, 0);

    public static void Remove(int id) => _ = SemCtl(id, 0, RemoveCommand, 0);

    /// <returns>False on an error.</returns>
    public static bool Inspect(int id, out Status status)
    {
        status = default;
        fixed (Status* target = &status)
            return SemCtl(id, 0, StatCommand, (nint)target) == 0;
    }

    [LibraryImport("libc", EntryPoint = "semget", SetLastError = true)]
    private static partial int SemGet(int key, int count, int flags);

    [LibraryImport("libc", EntryPoint = "semop", SetLastError = true)]
    private static partial int SemOp(int id, Operation* operations, nuint count);

    [LibraryImport("libc", EntryPoint = "semctl", SetLastError = true)]
    private static partial int SemCtl(int id, int which, int command, nint argument);

    /// <summary>The permissions at the start of <c>struct semid_ds</c>; what follows differs between architectures.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    public struct Status
    {
        [FieldOffset(4)]
        public uint UserId;

        [FieldOffset(12)]
        public uint CreatorUserId;

        [FieldOffset(20)]
        public int Mode;
    }

    /// <summary><c>struct sembuf</c>.</summary>
    private struct Operation
    {
        public ushort Number;
        public short Change;
        public short Flags;
    }
}
