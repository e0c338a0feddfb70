using static Tmds.Linux.LibC;

namespace Bus.Transports.Interop;

/// <summary>
/// An attached segment of System V shared memory: <c>shmget(2)</c>, <c>shmop(2)</c>, <c>shmctl(2)</c>. Detached when disposed.
/// </summary>
/// <remarks>
/// A segment has no name, but it outlives its processes unless it is marked for removal, which its owner does as soon as it has
/// attached it: from then on the kernel frees it with the last process that has it. Who is killed between <c>shmget</c> and the
/// mark leaves one behind. <see cref="RemoveLeft"/> knows it by a mode that nobody else uses and by nobody having it attached. It
/// asks for no process id: should it hit a segment that is just being made, its maker makes another one.
/// </remarks>
internal sealed unsafe class SysvSegment : MappedMemory
{
    // Execute bits mean nothing to a segment without a read bit beside them: these are only there to be recognised.
    private const int Mode = 0x1C9; // 0711
    private const int ModeBits = 0x1FF;
    private const int Attempts = 100;
    private const int PopulateWrite = 23; // MADV_POPULATE_WRITE, Linux 5.14

    private SysvSegment(void* start, long length, int id) : base(start, length) => Id = id;

    public int Id { get; }

    /// <summary>A new segment, attached writable, marked for removal, every page of it provided now.</summary>
    /// <exception cref="MechanismException">A limit of the system is reached.</exception>
    public static SysvSegment Create(long bytes)
    {
        for (var attempt = 0; ; attempt++)
        {
            var id = SysvMemory.Get(bytes, Mode);
            if (id < 0)
                throw Problem($"create a System V segment of {bytes:N0} bytes", Errno.Last);
            var start = SysvMemory.Attach(id, readOnly: false);
            var errno = start is null ? Errno.Last : 0;
            // From here on it goes with its processes. If it could not be attached, it goes now.
            SysvMemory.MarkForRemoval(id);
            if (start is not null)
                return Provided(new SysvSegment(start, bytes, id));
            // Somebody's scan has taken it for one that was left.
            if ((errno != EINVAL && errno != EIDRM) || attempt == Attempts)
                throw Problem("attach a new System V segment", errno);
        }
    }

    /// <summary>Attaches a segment that a peer has made, for reading only.</summary>
    /// <param name="id">From the peer.</param>
    /// <param name="checkSize">Throws if its size cannot be.</param>
    public static SysvSegment AttachReadOnly(int id, Action<long> checkSize)
    {
        var status = Inspect(id);
        if ((status.Mode & ModeBits) != Mode || status.UserId != status.CreatorUserId)
        {
            throw new ProtocolViolationException($"System V segment {id} has mode {Octal(status.Mode)} and belongs to user " +
                $"{status.UserId}, made by user {status.CreatorUserId}; a ring has mode {Octal(Mode)} and one user.");
        }

        checkSize((long)status.Bytes);
        var start = SysvMemory.Attach(id, readOnly: true);
        return start is not null
            ? new SysvSegment(start, (long)status.Bytes, id)
            : throw Problem($"attach the peer's System V segment {id}", Errno.Last);
    }

    /// <summary>Removes the segments that killed processes of this user have left behind, and nothing else.</summary>
    /// <param name="isSize">True for a size that one of ours can have.</param>
    public static void RemoveLeft(Func<long, bool> isSize)
    {
        foreach (var line in SysvTable.Read("shm", "shmid", "perms", "size", "nattch", "uid", "cuid"))
        {
            if (line.Key == 0 && line["perms"] == Mode && line["nattch"] == 0 && isSize(line["size"])
                && line["uid"] == UserOfThisProcess.Id && line["cuid"] == UserOfThisProcess.Id)
                SysvMemory.MarkForRemoval((int)line["shmid"]);
        }
    }

    protected override bool ReleaseHandle() => SysvMemory.Detach((void*)handle) == 0;

    private static SysvSegment Provided(SysvSegment segment)
    {
        // Pages of a segment are made when they are touched. Made now, a lack of memory is an error and not a fault later.
        if (madvise(segment.Start, (Tmds.Linux.size_t)(ulong)segment.Length, PopulateWrite) == 0)
            return segment;
        var errno = Errno.Last;
        if (errno == EINVAL)
        {
            // An older kernel: touch them.
            for (long at = 0; at < segment.Length; at += 4096)
                Volatile.Write(ref segment.Start[at], 0);
            return segment;
        }

        segment.Dispose();
        throw Problem($"fill {segment.Length:N0} bytes of System V shared memory", errno);
    }

    private static SysvMemory.Status Inspect(int id)
    {
        if (SysvMemory.Inspect(id, out var status))
            return status;
        var errno = Errno.Last;
        throw errno == EACCES
            ? Problem($"attach the peer's System V segment {id}", errno)
            : new ProtocolViolationException($"The peer offers System V segment {id}: {Errno.Describe(errno)}. " +
                "It has gone, or its IPC namespace is another one.");
    }

    private static MechanismException Problem(string purpose, int errno) =>
        new($"Cannot {purpose}: {Errno.Describe(errno)}.{Advice(errno)}");

    /// <summary>Which limit it was, its value, and what to do about it.</summary>
    internal static string Advice(int errno)
    {
        if (errno == ENOSPC)
        {
            return $" The system has as many segments as kernel.shmmni = {KernelSetting.Read("shmmni")} allows, or as many pages in " +
                $"them as kernel.shmall = {KernelSetting.Read("shmall")}: see `ipcs -m`, and raise them with sysctl.";
        }

        if (errno == EINVAL)
        {
            return $" The largest segment is kernel.shmmax = {KernelSetting.Read("shmmax")} bytes: raise it with sysctl, or lower " +
                "akka.remote.ipc.ring.capacity.";
        }

        if (errno == EACCES)
            return " Processes of different users cannot attach each other's segments: use the mechanism memfd.";
        return Descriptors.Advice(errno);
    }

    private static string Octal(int mode) => Convert.ToString(mode, 8).PadLeft(4, '0');
}
