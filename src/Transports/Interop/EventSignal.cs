using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Interop;

/// <summary>A descriptor that becomes readable when signalled: <c>eventfd(2)</c>.</summary>
internal sealed unsafe class EventSignal : IDisposable
{
    public EventSignal() => Handle = Descriptors.Own(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "create an eventfd");

    /// <summary>Takes over a descriptor that somebody else made.</summary>
    public EventSignal(SafeFileHandle handle) => Handle = handle;

    public SafeFileHandle Handle { get; }

    /// <summary>False for a descriptor of another kind.</summary>
    public bool IsEventfd => new FileInfo($"/proc/self/fd/{Handle.Number()}").LinkTarget == "anon_inode:[eventfd]";

    public void Set()
    {
        ulong one = 1;
        // Fails only with EAGAIN, when it is already set as often as it can be.
        _ = write(Handle.Number(), &one, sizeof(ulong));
    }

    public void Reset()
    {
        ulong ignored;
        _ = read(Handle.Number(), &ignored, sizeof(ulong));
    }

    /// <summary>Whoever shares it can make it block, and fill it: this undoes both, and leaves it set.</summary>
    public void Unblock()
    {
        _ = fcntl(Handle.Number(), F_SETFL, O_NONBLOCK);
        Reset();
        Set();
    }

    public void Dispose() => Handle.Dispose();
}
