namespace Bus.Transports;

/// <summary>
/// What the two sides of a ring sleep on and wake each other with. The dialling side's setting holds for a link; the listening
/// side takes every kind, but <see cref="Spin"/> only if it is set to it too.
/// </summary>
public enum RingWakeUp
{
    /// <summary>
    /// <c>futex(2)</c> on the ring's own positions. The default: the fastest that sleeps, and nothing has to be set up for it.
    /// </summary>
    Futex = 1,

    /// <summary><c>eventfd(2)</c>: four descriptors for each link.</summary>
    Eventfd = 2,

    /// <summary><c>semop(2)</c>: two System V semaphore sets for each link. Processes of one user only.</summary>
    SysvSemaphore = 3,

    /// <summary><c>sem_wait(3)</c>: semaphores in memory that both sides write. Processes of one user only.</summary>
    PosixSemaphore = 4,

    /// <summary>
    /// <c>pthread_cond_wait(3)</c>: mutexes and condition variables in memory that both sides write. Processes of one user only.
    /// </summary>
    MutexCondvar = 5,

    /// <summary>
    /// A real-time signal to the sleeping thread, <c>tgkill(2)</c>. Processes of one user, and of one pid namespace, only.
    /// </summary>
    Signal = 6,

    /// <summary>
    /// No sleep at all: each link keeps processors busy, also while nothing is sent. For a machine that has some to spare.
    /// </summary>
    Spin = 7,
}
