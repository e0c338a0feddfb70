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

    private static readonly nint Number = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 202,
        Architecture.Arm64 => 98,
        var other => throw new PlatformNotSupportedException($"Bus.Transports knows no futex system call number for {other}."),
    };

    /// <summary>
    /// Sleeps while <paramref name="word"/> holds <paramref name="seen"/>. Returns at once if it does not; may return for no reason.
    /// </summary>
    public static void Sleep(uint* word, uint seen)
    {
        var result = Syscall(Number, word, Wait, seen, 0, 0, 0);
        if (result == -1 && Errno.Last is var errno && errno != EAGAIN && errno != EINTR)
            throw new MechanismException($"futex wait failed: {Errno.Describe(errno)}.");
    }

    /// <summary>Wakes everybody who sleeps on <paramref name="word"/>. Only one does: rings have one reader and one writer.</summary>
    public static void WakeAll(uint* word) => Syscall(Number, word, Wake, int.MaxValue, 0, 0, 0);

    /// <summary>
    /// Wakes everybody in this process who sleeps on the address of <paramref name="word"/>, with the private flag.
    /// </summary>
    public static void WakePrivate(uint* word) => Syscall(Number, word, Wake | Private, int.MaxValue, 0, 0, 0);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Syscall(nint number, uint* word, nint operation, nuint value, nint timeout, nint word2, nint value3);
}
