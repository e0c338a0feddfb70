using System.Buffers.Binary;
using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// <c>sysvshm</c>: System V shared memory, <c>shmget(2)</c>, marked for removal as soon as its owner has attached it: Linux lets
/// the peer attach it still, by its id, and frees it when the last of both has let go, also if they were killed. A segment cannot
/// change its size, so nobody can cut it under its reader. Only processes of one user (or root) can attach each other's.
/// </summary>
/// <remarks>
/// Details: the segment's id, i32, little-endian. An id can name anybody's segment: what proves that it is the peer's is the
/// session, which stands in the segment and in the offer.
/// </remarks>
internal sealed class SysvShmMechanism : RingMechanism
{
    public const string WellKnownName = "sysvshm";

    public override string Name => WellKnownName;

    protected override int PageDescriptors => 0;

    protected override SharedPages CreatePages(long bytes, MechanismOptions options)
    {
        var segment = SysvSegment.Create(bytes);
        var details = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(details, segment.Id);
        return new SharedPages(segment, null, details);
    }

    protected override MappedMemory AttachPages(SafeFileHandle? file, ReadOnlySpan<byte> details)
    {
        if (details.Length != sizeof(int))
        {
            throw new ProtocolViolationException($"An offer of {Name} has {sizeof(int)} bytes of details of its own; " +
                $"this one has {details.Length}.");
        }

        return SysvSegment.AttachReadOnly(BinaryPrimitives.ReadInt32LittleEndian(details), CheckSize);
    }
}
