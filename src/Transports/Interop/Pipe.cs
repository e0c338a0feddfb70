using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Interop;

/// <summary>Pipes and their ends, with a name or without: <c>pipe(7)</c>. No end ever waits.</summary>
/// <remarks>
/// Whether an end waits (<c>O_NONBLOCK</c>) belongs to the open file, which a descriptor shares with everybody it was passed to:
/// whoever sent an end could make it wait later. An end that came from a peer is therefore opened anew before it is used:
/// <see cref="Reopen"/>.
/// </remarks>
internal static unsafe class Pipe
{
    // The anonymous inode can only be opened by whoever holds an end of it; with this mode also by a peer that is another user.
    private const ushort ForEverybody = 0x1B6; // 0666

    /// <summary>Two ends of a new pipe, closed on exec.</summary>
    public static (SafeFileHandle Reader, SafeFileHandle Writer) Create()
    {
        var pair = stackalloc int[2];
        if (pipe2(pair, O_CLOEXEC | O_NONBLOCK) != 0)
            throw new MechanismException($"Cannot create a pipe: {Errno.Describe(Errno.Last)}.{Descriptors.Advice(Errno.Last)}");
        _ = fchmod(pair[0], ForEverybody);
        return (new SafeFileHandle(pair[0], true), new SafeFileHandle(pair[1], true));
    }

    /// <summary>True if the descriptor is a pipe or a FIFO.</summary>
    public static bool IsPipe(SafeFileHandle descriptor) => (descriptor.Status("a pipe").st_mode & S_IFMT) == S_IFIFO;

    /// <summary><c>O_RDONLY</c>, <c>O_WRONLY</c> or <c>O_RDWR</c>, as it was opened.</summary>
    public static int AccessOf(SafeFileHandle descriptor) => fcntl(descriptor.Number(), F_GETFL) & O_ACCMODE;

    /// <summary>An open file of this process alone, for the pipe behind a descriptor that is known to be one.</summary>
    /// <param name="pipe">Any descriptor of it, also one of <c>O_PATH</c>.</param>
    /// <param name="access"><c>O_RDONLY</c>, or <c>O_WRONLY</c>, for which somebody must be reading: ENXIO.</param>
    public static SafeFileHandle Reopen(SafeFileHandle pipe, int access)
    {
        int result;
        fixed (byte* path = Descriptors.PathBytes(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{pipe.Number()}")))
        {
            do result = open(path, access | O_NONBLOCK | O_CLOEXEC);
            while (Errno.Interrupted(result));
        }

        return Descriptors.Own(result, "open an end of a pipe");
    }

    /// <summary>Makes the pipe hold as much as asked for, or as much less as the system grants.</summary>
    /// <returns>How many bytes it holds.</returns>
    public static int Resize(SafeFileHandle end, int bytes)
    {
        var granted = fcntl(end.Number(), F_GETPIPE_SZ);
        // An unprivileged user gets EPERM beyond fs.pipe-max-size, and for any growth beyond fs.pipe-user-pages-soft.
        for (var wanted = bytes; wanted > granted || wanted == bytes; wanted /= 2)
        {
            if (fcntl(end.Number(), F_SETPIPE_SZ, wanted) is var result && result > 0)
                return result;
        }

        return granted;
    }

    /// <summary>Reads what is there. 0 if nobody has the other end; -1 with an errno.</summary>
    public static int Read(SafeFileHandle end, Span<byte> buffer, out int errno)
    {
        long result;
        fixed (byte* start = buffer)
        {
            do result = (long)read(end.Number(), start, (size_t)buffer.Length);
            while (Errno.Interrupted(result));
        }

        errno = result >= 0 ? 0 : Errno.Last;
        return (int)result;
    }

    /// <summary>Writes what fits. -1 with an errno; the signal SIGPIPE is ignored by the runtime.</summary>
    public static int Write(SafeFileHandle end, ReadOnlySpan<byte> bytes, out int errno)
    {
        long result;
        fixed (byte* start = bytes)
        {
            do result = (long)write(end.Number(), start, (size_t)bytes.Length);
            while (Errno.Interrupted(result));
        }

        errno = result >= 0 ? 0 : Errno.Last;
        return (int)result;
    }
}
