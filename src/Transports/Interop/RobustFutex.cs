using System.Runtime.InteropServices;

namespace Bus.Transports.Interop;

/// <summary>
/// A word that the kernel marks when the thread that holds it ends, whatever ended it: <c>set_robust_list(2)</c>. It does so before it takes
/// the process' memory apart, and so long before it closes its descriptors.
/// </summary>
/// <remarks>
/// The list replaces the C library's for this thread: its robust mutexes, if the thread locked any, would not be let go. The list's only node is in the
/// holder's own memory, the word may be in shared memory: all that is in there is a number.
/// <code>
///   list + 0x00  next     to the node               node + 0x00  next     back to the list
///        + 0x08  offset   from the node to the word
///        + 0x10  pending  none
/// </code>
/// </remarks>
internal static unsafe partial class RobustFutex
{
    /// <summary>Bytes of a list, whose memory nobody may take away or write while its thread holds a word.</summary>
    public const int ListBytes = HeadBytes + sizeof(ulong);

    /// <summary>Set by the kernel, in the place of the holder's number.</summary>
    public const uint OwnerDied = 0x4000_0000;

    // Without it the kernel marks the word, but wakes nobody.
    private const uint Waiters = 0x8000_0000;
    private const int HeadBytes = 24;

    private static readonly nint Number = SystemCallNumber.ByArchitecture(273, 99);

    /// <summary>The calling thread holds the word from now on.</summary>
    /// <exception cref="MechanismException">The kernel does not know it.</exception>
    public static void Hold(uint* word, byte* list)
    {
        var node = list + HeadBytes;
        *(byte**)list = node;
        *(nint*)(list + 0x08) = (nint)((byte*)word - node);
        *(byte**)(list + 0x10) = null;
        *(byte**)node = list;
        Volatile.Write(ref *word, (uint)ThreadSignal.CurrentThread | Waiters);
        if (Syscall(Number, list, HeadBytes) != 0)
            throw new MechanismException($"set_robust_list failed: {Errno.Describe(Errno.Last)}.");
    }

    /// <summary>The calling thread holds nothing any more, and its end marks nothing.</summary>
    public static void LetGo() => Syscall(Number, null, HeadBytes);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Syscall(nint number, byte* list, nint bytes);
}
