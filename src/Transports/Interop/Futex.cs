using System.Runtime.InteropServices;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Interop;

/// <summary>
/// Sleeping on a 32-bit word in shared memory: <c>futex(2)</c> without the private flag, so that it works across processes and
/// through mappings at different addresses, also read-only ones (the kernel compares the word but never writes it).
/// </summary>
internal static unsafe partial class Futex
{
    private const int Wait = 0;
    private const int Wake = 1;
    private const int Private = 128;

    // The same everywhere, as all system calls that are newer than 2019.
    private const nint WaitVectorNumber = 449;

    private static readonly nint Number = SystemCallNumber.ByArchitecture(202, 98);

    /// <summary>
    /// Sleeps while <paramref name="word"/> holds <paramref name="seen"/>. Returns at once if it does not; may return for no reason.
    /// </summary>
    public static void Sleep(uint* word, uint seen)
    {
        var result = Syscall(Number, word, Wait, seen, 0, 0, 0);
        if (result == -1 && Errno.Last is var errno && errno != EAGAIN && errno != EINTR)
            throw new MechanismException($"futex wait failed: {Errno.Describe(errno)}.");
    }

    /// <summary>The most words that can be slept on at once.</summary>
    public const int MostAtOnce = 128;

    /// <summary>Whether <see cref="SleepOnAll"/> can be used: since Linux 5.16.</summary>
    public static bool CanSleepOnMany => SyscallVector(WaitVectorNumber, null, 0, 0, 0, 0) == -1 && Errno.Last == EINVAL;

    /// <summary>
    /// Sleeps while each of the words holds what was seen in it: <c>futex_waitv(2)</c>. Returns at once if one does not; may return for no reason.
    /// </summary>
    /// <param name="words">At most <see cref="MostAtOnce"/>.</param>
    public static void SleepOnAll(ReadOnlySpan<FutexWait> words)
    {
        nint result;
        fixed (FutexWait* first = words)
            result = SyscallVector(WaitVectorNumber, first, words.Length, 0, 0, 0);
        if (result == -1 && Errno.Last is var errno && errno != EAGAIN && errno != EINTR)
            throw new MechanismException($"futex_waitv failed: {Errno.Describe(errno)}.");
    }

    /// <summary>Wakes everybody who sleeps on <paramref name="word"/>, which may be mapped read-only. Of a ring, that is one.</summary>
    public static void WakeAll(uint* word) => Syscall(Number, word, Wake, int.MaxValue, 0, 0, 0);

    /// <summary>
    /// Wakes everybody in this process who sleeps on the address of <paramref name="word"/>, with the private flag.
    /// </summary>
    public static void WakePrivate(uint* word) => Syscall(Number, word, Wake | Private, int.MaxValue, 0, 0, 0);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Syscall(nint number, uint* word, nint operation, nuint value, nint timeout, nint word2, nint value3);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SyscallVector(nint number, FutexWait* words, nint count, nint flags, nint timeout, nint clock);
}
