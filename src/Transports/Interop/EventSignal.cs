using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Interop;

/// <summary>A descriptor that becomes readable when signalled: <c>eventfd(2)</c>.</summary>
internal sealed unsafe class EventSignal : IDisposable
{
    public SafeFileHandle Handle { get; } = Descriptors.Own(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "create an eventfd");

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

    public void Dispose() => Handle.Dispose();
}
