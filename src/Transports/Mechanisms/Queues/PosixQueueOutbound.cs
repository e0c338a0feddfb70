using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Mechanisms;

/// <summary>The writing end of a POSIX message queue.</summary>
internal sealed class PosixQueueOutbound(SafeFileHandle queue, int messageBytes, TimeSpan spin) : PolledOutbound(queue, messageBytes, spin)
{
    /// <summary>
    /// The mark overtakes what waits. A full queue has no room for it: then the peer reads that, and learns the end from the
    /// control socket.
    /// </summary>
    public override void BreakOff()
    {
        PosixQueue.TrySend(Descriptor, [PosixQueueMechanism.BreakOff], PosixQueueMechanism.Control, out _);
        Close();
    }

    protected override int TrySend(ReadOnlySpan<byte> block)
    {
        if (PosixQueue.TrySend(Descriptor, block, PosixQueueMechanism.Data, out var errno))
            return block.Length;
        return errno == EAGAIN || errno == ETIMEDOUT
            ? 0
            : throw new MechanismException($"A queue does not take a block of {block.Length:N0} bytes: {Errno.Describe(errno)}.");
    }
}
