using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Interop;

/// <summary>
/// Children that inherit exactly the descriptors that are meant for them: <c>posix_spawn(3)</c>. The descriptors are closed on
/// exec in this process at all times; it is the child that duplicates them, after the fork and before the exec. So no other
/// thread that starts a process at the same moment can hand them to a stranger.
/// </summary>
/// <remarks>
/// The runtime reaps only those children that <c>System.Diagnostics.Process</c> has started; a child of this class is reaped by
/// <see cref="TryReap"/>, which its owner calls once <see cref="AwaitExit"/> has returned.
/// </remarks>
internal static unsafe partial class ChildProcess
{
    private const int FirstNumber = 3;

    // The structures of glibc and musl have 80 and 336 bytes on 64-bit machines; a signal set has 128.
    private const int ActionsBytes = 256;
    private const int AttributesBytes = 512;
    private const int SignalSetBytes = 128;

    private const short SetSignalDefaults = 0x04;
    private const short SetSignalMask = 0x08;
    private const int Exited = 4; // WEXITED
    private const int LeaveWaitable = 0x01000000; // WNOWAIT
    private const int ByProcessId = 1; // P_PID

    /// <summary>
    /// The numbers that descriptors will have in a child: low ones, but none that would overwrite another before it is
    /// duplicated.
    /// </summary>
    public static int[] NumbersFor(IReadOnlyList<SafeFileHandle> inherited) =>
    [
        .. Enumerable.Range(FirstNumber, 2 * inherited.Count)
            .Except(inherited.Select(handle => handle.Number()))
            .Take(inherited.Count),
    ];

    /// <summary>Starts a program.</summary>
    /// <param name="file">A path, or a name that is looked for in PATH.</param>
    /// <param name="arguments">Without the program's own name.</param>
    /// <param name="environment">All of it: NAME=value.</param>
    /// <param name="folder">Where it starts; empty: where this process is.</param>
    /// <param name="inherited">What it gets beside the standard streams, under the <see cref="NumbersFor"/> them.</param>
    /// <returns>Its process id.</returns>
    /// <exception cref="ChildProcessException">The system refuses.</exception>
    public static int Spawn(
        string file, IEnumerable<string> arguments, IEnumerable<string> environment, string folder,
        IReadOnlyList<SafeFileHandle> inherited)
    {
        var actions = stackalloc byte[ActionsBytes];
        var attributes = stackalloc byte[AttributesBytes];
        Check(posix_spawn_file_actions_init(actions), "prepare", file);
        Check(posix_spawnattr_init(attributes), "prepare", file);
        try
        {
            AddDescriptors(actions, file, inherited);
            if (folder.Length > 0)
                Check(posix_spawn_file_actions_addchdir_np(actions, folder), "prepare", file);
            ResetSignals(attributes, file);
            Check(
                posix_spawnp(out var pid, file, actions, attributes, [file, .. arguments, null], [.. environment, null]), "start", file);
            return pid;
        }
        finally
        {
            _ = posix_spawn_file_actions_destroy(actions);
            _ = posix_spawnattr_destroy(attributes);
            foreach (var handle in inherited)
                GC.KeepAlive(handle);
        }
    }

    /// <summary>Waits until a child has ended, and leaves it to be reaped: until then its number is nobody else's.</summary>
    public static void AwaitExit(int pid)
    {
        var information = stackalloc byte[128];
        int result;
        do result = waitid(ByProcessId, (uint)pid, information, Exited | LeaveWaitable);
        while (Errno.Interrupted(result));
    }

    /// <summary>Reaps a child that has ended.</summary>
    /// <returns>Its exit code, 128 and the signal's number if a signal ended it, or -1 if somebody else has reaped it.</returns>
    public static int TryReap(int pid)
    {
        int status;
        int result;
        do result = waitpid(pid, &status, 0);
        while (Errno.Interrupted(result));
        if (result != pid)
            return -1;
        return (status & 0x7F) == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F);
    }

    /// <summary>SIGKILL, for a child that has not been reaped.</summary>
    public static void Kill(int pid) => _ = kill(pid, SIGKILL);

    private static void AddDescriptors(byte* actions, string file, IReadOnlyList<SafeFileHandle> inherited)
    {
        var numbers = NumbersFor(inherited);
        for (var i = 0; i < numbers.Length; i++)
            Check(posix_spawn_file_actions_adddup2(actions, inherited[i].Number(), numbers[i]), "prepare", file);
        try
        {
            // Descriptors of others in this process may lack close-on-exec; they are none of the child's business.
            foreach (var number in Enumerable.Range(FirstNumber, numbers.Max() - FirstNumber).Except(numbers))
                Check(posix_spawn_file_actions_addclose(actions, number), "prepare", file);
            Check(posix_spawn_file_actions_addclosefrom_np(actions, numbers.Max() + 1), "prepare", file);
        }
        catch (EntryPointNotFoundException)
        {
            // A C library without it: what has no close-on-exec is inherited, as by every child of the runtime.
        }
    }

    /// <summary>The runtime ignores SIGPIPE, and a thread may have blocked others; a new program expects neither.</summary>
    private static void ResetSignals(byte* attributes, string file)
    {
        var signals = stackalloc byte[SignalSetBytes];
        new Span<byte>(signals, SignalSetBytes).Clear();
        Check(posix_spawnattr_setsigmask(attributes, signals), "prepare", file);
        signals[(SIGPIPE - 1) / 8] |= (byte)(1 << ((SIGPIPE - 1) % 8));
        Check(posix_spawnattr_setsigdefault(attributes, signals), "prepare", file);
        Check(posix_spawnattr_setflags(attributes, SetSignalDefaults | SetSignalMask), "prepare", file);
    }

    private static void Check(int error, string verb, string file)
    {
        if (error != 0)
        {
            throw new ChildProcessException(
                $"Cannot {verb} the child process {file}: {Errno.Describe(error)}.{Descriptors.Advice(error)}");
        }
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int posix_spawnp(
        out int pid, string file, byte* actions, byte* attributes, string?[] arguments, string?[] environment);

    [LibraryImport("libc")]
    private static partial int posix_spawn_file_actions_init(byte* actions);

    [LibraryImport("libc")]
    private static partial int posix_spawn_file_actions_destroy(byte* actions);

    [LibraryImport("libc")]
    private static partial int posix_spawn_file_actions_adddup2(byte* actions, int source, int target);

    [LibraryImport("libc")]
    private static partial int posix_spawn_file_actions_addclose(byte* actions, int number);

    [LibraryImport("libc")]
    private static partial int posix_spawn_file_actions_addclosefrom_np(byte* actions, int first);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int posix_spawn_file_actions_addchdir_np(byte* actions, string folder);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_init(byte* attributes);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_destroy(byte* attributes);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_setflags(byte* attributes, short flags);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_setsigmask(byte* attributes, byte* signals);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_setsigdefault(byte* attributes, byte* signals);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int waitid(int kind, uint id, byte* information, int options);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int waitpid(int pid, int* status, int options);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int pid, int signal);
}
