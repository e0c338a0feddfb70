using System.Runtime.InteropServices;

namespace Bus.Transports.Interop;

/// <summary><c>struct msqid_ds</c> of the 64-bit ABIs: 120 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SystemVQueueStatus
{
    public SystemVPermissions Permissions;
    public long LastSent;
    public long LastReceived;
    public long Changed;
    public nuint Bytes;
    public nuint Messages;
    public nuint MostBytes;
    public int LastSender;
    public int LastReceiver;
    private readonly nuint _reserved1;
    private readonly nuint _reserved2;

    public readonly bool IsHalfFree => Bytes <= MostBytes / 2;
}
