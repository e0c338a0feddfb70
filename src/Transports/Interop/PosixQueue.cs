using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Interop;

/// <summary>
/// POSIX message queues, <c>mq_overview(7)</c>. On Linux a queue's descriptor is a file descriptor: it can be polled, passed and
/// closed like any other.
/// </summary>
/// <remarks>
/// By number and not by name: the functions moved from librt to libc in glibc 2.34, and the system calls are the same everywhere.
/// </remarks>
internal static unsafe partial class PosixQueue
{
    private const nint Unlink = 1;
    private const nint TimedSend = 2;
    private const nint TimedReceive = 3;
    private const nint GetSetAttributes = 5;

    // The six calls follow each other: open, unlink, timedsend, timedreceive, notify, getsetattr.
    private static readonly nint Open = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 240,
        Architecture.Arm64 => 180,
        var other => throw new PlatformNotSupportedException($"Bus.Transports knows no mq_* system call numbers for {other}."),
    };

    /// <summary>
    /// Makes a queue that nobody has made before, for writing, with mode 0600. Null, with an errno, if the system refuses.
    /// </summary>
    /// <param name="name">Without the slash that the C functions want.</param>
    /// <param name="messages">The most that it holds: <c>mq_maxmsg</c>.</param>
    /// <param name="messageBytes">The longest: <c>mq_msgsize</c>.</param>
    /// <param name="errno">EMFILE also means RLIMIT_MSGQUEUE.</param>
    public static SafeFileHandle? TryCreate(string name, int messages, int messageBytes, out int errno)
    {
        var attributes = new Attributes { MaxMessages = messages, MessageBytes = messageBytes };
        nint result;
        fixed (byte* text = Encoding.UTF8.GetBytes(name + "\0"))
            result = Syscall(Open, text, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NONBLOCK, 0x180 /* 0600 */, &attributes, 0);
        errno = result >= 0 ? 0 : Errno.Last;
        return result >= 0 ? new SafeFileHandle(result, true) : null;
    }

    /// <summary>Opens a queue for reading.</summary>
    public static SafeFileHandle OpenToRead(string name)
    {
        fixed (byte* text = Encoding.UTF8.GetBytes(name + "\0"))
        {
            var result = (int)Syscall(Open, text, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0, null, 0);
            return Descriptors.Own(result, $"open the message queue {name}");
        }
    }

    /// <summary>Takes its name from a queue; it lives on for as long as it is open somewhere.</summary>
    /// <returns>False if the queue may not be removed by this user; true also if there is none of that name.</returns>
    public static bool TryUnlink(string name)
    {
        fixed (byte* text = Encoding.UTF8.GetBytes(name + "\0"))
            return Syscall(Open + Unlink, text, 0, 0, null, 0) == 0 || Errno.Last == ENOENT;
    }

    /// <summary>
    /// Puts one message in, without waiting. False, with an errno, if it does not fit: EAGAIN, or ETIMEDOUT on a queue that would
    /// wait.
    /// </summary>
    public static bool TrySend(SafeFileHandle queue, ReadOnlySpan<byte> message, uint priority, out int errno)
    {
        // A moment that has passed: whoever shares the descriptor could make the queue wait, and this side's reader serves others
        // too.
        var never = default(Time);
        nint result;
        fixed (byte* start = message)
        {
            do result = Syscall(Open + TimedSend, queue.Number(), start, message.Length, (nint)priority, &never);
            while (Errno.Interrupted(result));
        }

        errno = result >= 0 ? 0 : Errno.Last;
        return result >= 0;
    }

    /// <summary>
    /// Takes the oldest message of the highest priority out, without waiting. -1, with an errno, if there is none.
    /// </summary>
    public static int Receive(SafeFileHandle queue, Span<byte> buffer, out uint priority, out int errno)
    {
        var never = default(Time);
        uint received = 0;
        nint result;
        fixed (byte* start = buffer)
        {
            do result = Syscall(Open + TimedReceive, queue.Number(), start, buffer.Length, &received, &never);
            while (Errno.Interrupted(result));
        }

        priority = received;
        errno = result >= 0 ? 0 : Errno.Last;
        return (int)result;
    }

    /// <summary>What a queue holds at most, or null if the descriptor is something else.</summary>
    public static (long Messages, long MessageBytes)? SizeOf(SafeFileHandle descriptor)
    {
        Attributes attributes;
        return Syscall(Open + GetSetAttributes, descriptor.Number(), null, &attributes) == 0
            ? ((long)attributes.MaxMessages, (long)attributes.MessageBytes)
            : null;
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Syscall(nint number, byte* name, nint flags, nint mode, Attributes* attributes, nint unused);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Syscall(nint number, nint queue, byte* message, nint length, nint priority, Time* until);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Syscall(nint number, nint queue, byte* message, nint length, uint* priority, Time* until);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Syscall(nint number, nint queue, Attributes* changed, Attributes* current);

    /// <summary><c>struct mq_attr</c>: these, and as much in reserve.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 64)]
    private struct Attributes
    {
        public nint Flags;
        public nint MaxMessages;
        public nint MessageBytes;
        public nint Waiting;
    }

    /// <summary><c>struct timespec</c>.</summary>
    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
