using System.Runtime.InteropServices;

namespace Bus.Transports.Interop;

/// <summary>
/// Condition variables that are shared between processes: <c>pthread_condattr_setpshared(3)</c>, <c>pthread_cond_wait(3)</c>.
/// </summary>
internal static unsafe partial class PthreadCondvar
{
    private const int ProcessShared = 1;

    // sizeof(pthread_cond_t) is 48, sizeof(pthread_condattr_t) is 4 to 8.
    private const int Bytes = 48;
    private const int AttributeBytes = 64;

    public static void Initialize(byte* condvar)
    {
        var attributes = stackalloc byte[AttributeBytes];
        var error = AttributesInit(attributes);
        if (error == 0)
            error = AttributesSetShared(attributes, ProcessShared);
        if (error == 0)
            error = Init(condvar, attributes);
        if (error != 0)
            throw new MechanismException($"Cannot make a condition variable: {Errno.Describe(error)}.");
    }

    /// <summary>
    /// Fills a condition variable, to which nobody but threads of this process has access any more, such that whoever is inside
    /// leaves it. There is no call for that: to signal one whose last signaller has died in the act can hang.
    /// </summary>
    /// <remarks>
    /// glibc has in these words the counts of waiters and groups, signals to take, and an inner lock in the two lowest bits of
    /// one of them: with this value there are signals for every group, every group lies behind, and the lock is free. musl waits
    /// for a word to differ from what it was.
    /// </remarks>
    public static void MakeFree(byte* condvar) => new Span<uint>(condvar, Bytes / sizeof(uint)).Fill(0xFFFF_FFFC);

    /// <summary>Gives the mutex back, waits, and takes it again. May return for no reason.</summary>
    public static void Wait(byte* condvar, byte* mutex) => Check(NativeWait(condvar, mutex));

    public static void Signal(byte* condvar) => Check(NativeSignal(condvar));

    /// <summary>They fail only on one that was damaged.</summary>
    private static void Check(int error)
    {
        if (error != 0)
            throw new ProtocolViolationException($"A condition variable shared with the peer is damaged: {Errno.Describe(error)}.");
    }

    [LibraryImport("libc", EntryPoint = "pthread_cond_wait")]
    private static partial int NativeWait(byte* condvar, byte* mutex);

    [LibraryImport("libc", EntryPoint = "pthread_cond_signal")]
    private static partial int NativeSignal(byte* condvar);

    [LibraryImport("libc", EntryPoint = "pthread_condattr_init")]
    private static partial int AttributesInit(byte* attributes);

    [LibraryImport("libc", EntryPoint = "pthread_condattr_setpshared")]
    private static partial int AttributesSetShared(byte* attributes, int shared);

    [LibraryImport("libc", EntryPoint = "pthread_cond_init")]
    private static partial int Init(byte* condvar, byte* attributes);
}
