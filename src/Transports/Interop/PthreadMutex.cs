using System.Runtime.InteropServices;

namespace Bus.Transports.Interop;

/// <summary>
/// Mutexes that are shared between processes: <c>pthread_mutexattr_setpshared(3)</c>, <c>pthread_mutex_lock(3)</c>.
/// </summary>
internal static unsafe partial class PthreadMutex
{
    private const int ProcessShared = 1;

    // sizeof(pthread_mutexattr_t) is 4 to 8.
    private const int AttributeBytes = 64;

    public static void Initialize(byte* mutex)
    {
        var attributes = stackalloc byte[AttributeBytes];
        var error = AttributesInit(attributes);
        if (error == 0)
            error = AttributesSetShared(attributes, ProcessShared);
        if (error == 0)
            error = Init(mutex, attributes);
        if (error != 0)
            throw new MechanismException($"Cannot make a mutex: {Errno.Describe(error)}.");
    }

    /// <summary>Waits until it is free.</summary>
    /// <exception cref="ProtocolViolationException">It was damaged.</exception>
    public static void Lock(byte* mutex) => Check(NativeLock(mutex));

    public static void Unlock(byte* mutex) => Check(NativeUnlock(mutex));

    /// <summary>They fail only on one that was damaged.</summary>
    private static void Check(int error)
    {
        if (error != 0)
            throw new ProtocolViolationException($"A mutex shared with the peer is damaged: {Errno.Describe(error)}.");
    }

    [LibraryImport("libc", EntryPoint = "pthread_mutex_lock")]
    private static partial int NativeLock(byte* mutex);

    [LibraryImport("libc", EntryPoint = "pthread_mutex_unlock")]
    private static partial int NativeUnlock(byte* mutex);

    [LibraryImport("libc", EntryPoint = "pthread_mutexattr_init")]
    private static partial int AttributesInit(byte* attributes);

    [LibraryImport("libc", EntryPoint = "pthread_mutexattr_setpshared")]
    private static partial int AttributesSetShared(byte* attributes, int shared);

    [LibraryImport("libc", EntryPoint = "pthread_mutex_init")]
    private static partial int Init(byte* mutex, byte* attributes);
}
