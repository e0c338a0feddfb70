using static Tmds.Linux.LibC;

namespace Bus.Transports.Interop;

/// <summary>A set of System V semaphores, <c>semget(2)</c>, for two sleepers: 0 and 1. It lives until it is removed.</summary>
/// <remarks>
/// A third semaphore counts the processes that have the set. Each adds 1 with <c>SEM_UNDO</c>, so that the kernel takes it off
/// again whatever ends the process. A set of ours that counts nobody was left behind, and <see cref="RemoveLeft"/> removes it,
/// without asking for process ids. Should it hit a set that is just being made, its maker makes another one.
/// </remarks>
internal sealed class SysvSemaphores
{
    // Execute bits mean nothing to semaphores: these are only there to be recognised.
    private const int Mode = 0x1C9; // 0711
    private const int ModeBits = 0x1FF;
    private const int Living = 2;
    private const int Count = 3;
    private const int Attempts = 100;
    private int _removed;

    private SysvSemaphores(int id) => Id = id;

    public int Id { get; }

    /// <exception cref="MechanismException">A limit of the system is reached.</exception>
    public static SysvSemaphores Create()
    {
        for (var attempt = 0; ; attempt++)
        {
            var id = SysvSemaphoreCalls.Get(Count, Mode);
            if (id < 0)
                throw Problem("create a System V semaphore set", Errno.Last);
            if (SysvSemaphoreCalls.Change(id, Living, 1, undo: true) == 0)
                return new SysvSemaphores(id);
            var errno = Errno.Last;
            SysvSemaphoreCalls.Remove(id);
            // Somebody's scan has taken it for one that was left.
            if ((errno != EINVAL && errno != EIDRM) || attempt == Attempts)
                throw Problem("use a new System V semaphore set", errno);
        }
    }

    /// <summary>The one that a peer has made.</summary>
    /// <exception cref="ProtocolViolationException">It is not one of ours, or somebody else is in it already.</exception>
    public static SysvSemaphores Attach(int id)
    {
        if (!SysvSemaphoreCalls.Inspect(id, out var status))
        {
            var errno = Errno.Last;
            throw errno == EACCES
                ? Problem($"use the peer's System V semaphore set {id}", errno)
                : new ProtocolViolationException($"The peer offers System V semaphore set {id}: {Errno.Describe(errno)}. " +
                    "It has gone, or its IPC namespace is another one.");
        }

        var living = SysvSemaphoreCalls.ValueOf(id, Living);
        var isOurs = (status.Mode & ModeBits) == Mode && status.UserId == status.CreatorUserId && SysvSemaphoreCalls.ValueOf(id, Count) < 0;
        if (!isOurs || living != 1)
        {
            throw new ProtocolViolationException($"The peer offers System V semaphore set {id}, which is not one that only it " +
                $"has: mode {Convert.ToString(status.Mode, 8)}, used by {living}.");
        }

        return SysvSemaphoreCalls.Change(id, Living, 1, undo: true) == 0
            ? new SysvSemaphores(id)
            : throw Problem($"use the peer's System V semaphore set {id}", Errno.Last);
    }

    /// <summary>Removes the sets that killed processes of this user have left behind, and nothing else.</summary>
    public static void RemoveLeft()
    {
        foreach (var line in SysvTable.Read("sem", "semid", "perms", "nsems", "uid", "cuid"))
        {
            var id = (int)line["semid"];
            var isOurs = line.Key == 0 && line["perms"] == Mode && line["nsems"] == Count
                && line["uid"] == UserOfThisProcess.Id && line["cuid"] == UserOfThisProcess.Id;
            if (isOurs && SysvSemaphoreCalls.ValueOf(id, Living) == 0)
                SysvSemaphoreCalls.Remove(id);
        }
    }

    /// <summary>Waits until a semaphore is 1, and makes it 0. Or a signal comes.</summary>
    /// <returns>False if the set has been removed.</returns>
    public bool Take(int which) => SysvSemaphoreCalls.Change(Id, which, -1, undo: false) == 0 || StillThere("wait for");

    /// <summary>Makes a semaphore 1.</summary>
    /// <returns>False if the set has been removed.</returns>
    public bool Set(int which) => SysvSemaphoreCalls.SetValue(Id, which, 1) == 0 || StillThere("set");

    /// <summary>Removes the set, for both sides; whoever sleeps on it wakes. Idempotent.</summary>
    public void Remove()
    {
        // Once: the id may belong to somebody else's later.
        if (Interlocked.Exchange(ref _removed, 1) == 0)
            SysvSemaphoreCalls.Remove(Id);
    }

    private static bool StillThere(string purpose)
    {
        var errno = Errno.Last;
        if (errno == EIDRM || errno == EINVAL)
            return false;
        return errno == EINTR
            ? true
            : throw Problem($"{purpose} a System V semaphore", errno);
    }

    private static MechanismException Problem(string purpose, int errno) =>
        new($"Cannot {purpose}: {Errno.Describe(errno)}.{Advice(errno)}");

    /// <summary>Which limit it was, its value, and what to do about it.</summary>
    internal static string Advice(int errno)
    {
        if (errno == ENOSPC)
        {
            return $" The system has as many sets or semaphores as kernel.sem allows ({KernelSetting.Read("sem")}: semaphores in a " +
                "set, in all, operations in a call, sets): see `ipcs -s`, and raise them with sysctl. A link takes two sets of three.";
        }

        return errno == EACCES
            ? " Processes of different users cannot use each other's semaphores: set akka.remote.ipc.ring.wake-up to futex."
            : Descriptors.Advice(errno);
    }
}
