using System.Runtime.InteropServices;

namespace Bus.Transports.Interop;

/// <summary>
/// <c>struct ipc_perm</c> of the 64-bit ABIs: whose a System V object is, and the key under which it can be found.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SystemVPermissions
{
    public int Key;
    public uint Owner;
    public uint Group;
    public uint Creator;
    public uint CreatorGroup;
    public uint Mode;
    public ushort Sequence;
    private readonly ushort _padding;
    private readonly nuint _reserved1;
    private readonly nuint _reserved2;
}
