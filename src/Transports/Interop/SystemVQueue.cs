using System.Runtime.InteropServices;

namespace Bus.Transports.Interop;

/// <summary>
/// System V message queues: <c>msgget(2)</c>, <c>msgop(2)</c>, <c>msgctl(2)</c>. A queue has an id, which is no descriptor, and a
/// key.
/// </summary>
internal static unsafe partial class SystemVQueue
{
    private const int Create = 0x200;
    private const int Exclusive = 0x400;
    private const int NoWait = 0x800;
    private const int Mode = 0x180; // 0600
    private const int RemoveCommand = 0;
    private const int StatusCommand = 2;

    /// <summary>Makes a queue whose key nobody uses, for this user alone. -1, with an errno, if the system refuses.</summary>
    public static int TryCreate(int key, out int errno)
    {
        var id = Get(key, Create | Exclusive | Mode);
        errno = id >= 0 ? 0 : Errno.Last;
        return id;
    }

    /// <summary>The id of the queue that has a key. -1, with an errno, if there is none or it belongs to somebody else.</summary>
    public static int Find(int key, out int errno)
    {
        var id = Get(key, Mode);
        errno = id >= 0 ? 0 : Errno.Last;
        return id;
    }

    /// <summary>What the kernel knows of a queue, or null if there is none with that id, or it may not be looked at.</summary>
    public static SystemVQueueStatus? StatusOf(int id)
    {
        SystemVQueueStatus status;
        return Control(id, StatusCommand, &status) == 0 ? status : null;
    }

    /// <summary>Removes a queue at once, whatever it holds; whoever waits in it is woken with EIDRM.</summary>
    public static bool TryRemove(int id) => Control(id, RemoveCommand, null) == 0;

    /// <summary>
    /// Puts a message in, without waiting. False, with an errno, if it does not fit (EAGAIN) or the queue is gone (EIDRM,
    /// EINVAL).
    /// </summary>
    /// <param name="id">The queue.</param>
    /// <param name="message">Its type (<c>long</c>, more than 0) and then its bytes.</param>
    /// <param name="bytes">How many follow the type.</param>
    /// <param name="errno">Why not.</param>
    public static bool TrySend(int id, long* message, int bytes, out int errno)
    {
        int result;
        do result = Send(id, message, (nuint)bytes, NoWait);
        while (Errno.Interrupted(result));
        errno = result == 0 ? 0 : Errno.Last;
        return result == 0;
    }

    /// <summary>Puts a message in that has a type and nothing else.</summary>
    public static bool TrySend(int id, long type, out int errno) => TrySend(id, &type, 0, out errno);

    /// <summary>
    /// Takes a message out. -1, with an errno, if there is none (ENOMSG), it is longer than expected (E2BIG), or the queue is
    /// gone (EIDRM, EINVAL).
    /// </summary>
    /// <param name="id">The queue.</param>
    /// <param name="message">Room for its type (<c>long</c>) and then its bytes.</param>
    /// <param name="bytes">The room after the type.</param>
    /// <param name="type">The oldest of this type; if negative, the oldest of the lowest type up to its absolute value.</param>
    /// <param name="wait">Whether to wait until there is one.</param>
    /// <param name="errno">Why not.</param>
    public static int Receive(int id, long* message, int bytes, long type, bool wait, out int errno)
    {
        nint result;
        do result = Receive(id, message, (nuint)bytes, (nint)type, wait ? 0 : NoWait);
        while (Errno.Interrupted(result));
        errno = result >= 0 ? 0 : Errno.Last;
        return (int)result;
    }

    [LibraryImport("libc", EntryPoint = "msgget", SetLastError = true)]
    private static partial int Get(int key, int flags);

    [LibraryImport("libc", EntryPoint = "msgctl", SetLastError = true)]
    private static partial int Control(int id, int command, SystemVQueueStatus* status);

    [LibraryImport("libc", EntryPoint = "msgsnd", SetLastError = true)]
    private static partial int Send(int id, long* message, nuint bytes, int flags);

    [LibraryImport("libc", EntryPoint = "msgrcv", SetLastError = true)]
    private static partial nint Receive(int id, long* message, nuint bytes, nint type, int flags);
}
