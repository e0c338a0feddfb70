using Microsoft.Win32.SafeHandles;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Interop;

/// <summary>Waiting for one descriptor: <c>poll(2)</c>.</summary>
internal static unsafe class Poll
{
    /// <summary>Waits until something can be written, or the interrupt is set.</summary>
    /// <returns>False when nothing ever can be, because the other end is closed, and after an interrupt.</returns>
    public static bool WaitWritable(SafeFileHandle descriptor, EventSignal interrupt)
    {
        var entries = stackalloc pollfd[2];
        entries[0] = new pollfd { fd = descriptor.Number(), events = (short)POLLOUT };
        entries[1] = new pollfd { fd = interrupt.Handle.Number(), events = (short)POLLIN };
        int result;
        do result = poll(entries, 2, -1);
        while (Errno.Interrupted(result));
        return result > 0 && entries[1].revents == 0
            && (entries[0].revents & ((ushort)POLLHUP | (ushort)POLLERR | (ushort)POLLNVAL)) == 0;
    }

    /// <summary>True if something can be written now; false also if nothing ever can be.</summary>
    public static bool IsWritable(SafeFileHandle descriptor)
    {
        var entry = new pollfd { fd = descriptor.Number(), events = (short)POLLOUT };
        return poll(&entry, 1, 0) == 1 && entry.revents == (short)POLLOUT;
    }

    /// <summary>Waits until there is something to read, or the interrupt is set.</summary>
    /// <returns>True if there is something to read.</returns>
    public static bool WaitReadable(SafeFileHandle descriptor, EventSignal interrupt)
    {
        var entries = stackalloc pollfd[2];
        entries[0] = new pollfd { fd = descriptor.Number(), events = (short)POLLIN };
        entries[1] = new pollfd { fd = interrupt.Handle.Number(), events = (short)POLLIN };
        int result;
        do result = poll(entries, 2, -1);
        while (Errno.Interrupted(result));
        return result > 0 && entries[0].revents != 0;
    }
}
