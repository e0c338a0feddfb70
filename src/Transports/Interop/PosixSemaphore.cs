using System.Runtime.InteropServices;

namespace Bus.Transports.Interop;

/// <summary>Unnamed semaphores in shared memory: <c>sem_init(3)</c>, <c>sem_wait(3)</c>, <c>sem_post(3)</c>.</summary>
internal static unsafe partial class PosixSemaphore
{
    /// <summary><c>sizeof(sem_t)</c> on 64-bit Linux.</summary>
    public const int Bytes = 32;

    public static void Initialize(byte* semaphore, uint value)
    {
        if (Init(semaphore, 1, value) != 0)
            throw new MechanismException($"Cannot make a semaphore: {Errno.Describe(Errno.Last)}.");
    }

    /// <summary>Waits for one and takes it. False if it did not: a signal came.</summary>
    public static bool Wait(byte* semaphore) => SemWait(semaphore) == 0;

    /// <summary>Takes one if there is one.</summary>
    public static bool TryWait(byte* semaphore) => SemTryWait(semaphore) == 0;

    public static void Post(byte* semaphore) => _ = SemPost(semaphore);

    [LibraryImport("libc", EntryPoint = "sem_init", SetLastError = true)]
    private static partial int Init(byte* semaphore, int shared, uint value);

    [LibraryImport("libc", EntryPoint = "sem_wait", SetLastError = true)]
    private static partial int SemWait(byte* semaphore);

    [LibraryImport("libc", EntryPoint = "sem_trywait", SetLastError = true)]
    private static partial int SemTryWait(byte* semaphore);

    [LibraryImport("libc", EntryPoint = "sem_post", SetLastError = true)]
    private static partial int SemPost(byte* semaphore);
}
