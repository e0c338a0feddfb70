using System.Runtime.InteropServices;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Interop;

/// <summary>One real-time signal, sent to threads and waited for by threads: <c>tgkill(2)</c>, <c>sigwaitinfo(2)</c>.</summary>
internal static unsafe partial class ThreadSignal
{
    /// <summary>
    /// Which one: real-time, and used neither by the C library nor by .NET, both of which take theirs from the lower end.
    /// </summary>
    public const int Number = 60;

    private const int MostGathered = 64;
    private const int BlockHow = 0;
    private const nint Default = 0;
    private const nint Ignore = 1;

    private static readonly nint SendNumber = SystemCallNumber.ByArchitecture(234, 131);
    private static readonly nint CurrentNumber = SystemCallNumber.ByArchitecture(186, 178);
    private static readonly Lock Setup = new();
    private static bool _ignored;

    [ThreadStatic]
    private static bool _blocked;

    [ThreadStatic]
    private static int _thread;

    /// <summary>The error if too many signals of a user wait already.</summary>
    public static int QueueFull => EAGAIN;

    public static int CurrentThread => _thread != 0 ? _thread : _thread = (int)Syscall(CurrentNumber, 0, 0, 0);

    /// <summary>
    /// Makes every thread that has not blocked the signal ignore it; its default would end the process. Threads that have blocked
    /// it still get it.
    /// </summary>
    /// <exception cref="MechanismException">Somebody else in this process uses the signal.</exception>
    public static void IgnoreElsewhere()
    {
        lock (Setup)
        {
            if (_ignored)
                return;
            var before = Disposition(Number, Ignore);
            if (before is not (Default or Ignore))
            {
                _ = Disposition(Number, before);
                throw new MechanismException($"Signal {Number} is used by something else in this process: " +
                    "set akka.remote.ipc.ring.wake-up to futex.");
            }

            _ignored = true;
        }
    }

    /// <summary>Keeps the signal for <see cref="Wait"/>, in the calling thread.</summary>
    public static void Block()
    {
        if (_blocked)
            return;
        var set = OnlyOurs();
        if (SignalMask(BlockHow, &set, null) is var error && error != 0)
            throw new MechanismException($"Cannot block signal {Number}: {Errno.Describe(error)}.");
        _blocked = true;
    }

    /// <summary>Waits for the signal, and takes all that have gathered. May return for no reason.</summary>
    public static void Wait()
    {
        var set = OnlyOurs();
        Timespec now = default;
        if (TimedWait(&set, null, null) != Number)
            return;
        for (var i = 0; i < MostGathered && TimedWait(&set, null, &now) == Number; i++)
        {
        }
    }

    /// <returns>0, or the errno; ESRCH, which is not an error, counts as 0 unless <paramref name="signal"/> is 0.</returns>
    public static int Send(int process, int thread, int signal)
    {
        if (Syscall(SendNumber, process, thread, signal) == 0)
            return 0;
        var errno = Errno.Last;
        return errno == ESRCH && signal != 0 ? 0 : errno;
    }

    private static Set OnlyOurs()
    {
        Set set = default;
        set.Bits[(Number - 1) / 64] = 1UL << ((Number - 1) % 64);
        return set;
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Syscall(nint number, nint first, nint second, nint third);

    [LibraryImport("libc", EntryPoint = "signal", SetLastError = true)]
    private static partial nint Disposition(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "pthread_sigmask")]
    private static partial int SignalMask(int how, Set* set, Set* before);

    [LibraryImport("libc", EntryPoint = "sigtimedwait", SetLastError = true)]
    private static partial int TimedWait(Set* set, void* info, Timespec* timeout);

    /// <summary><c>sigset_t</c>.</summary>
    private struct Set
    {
        public fixed ulong Bits[16];
    }

    /// <summary><c>struct timespec</c>.</summary>
    private struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
