using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Mechanisms;

/// <summary>The reading end of a pipe or a FIFO.</summary>
internal sealed class PipeInbound(SafeFileHandle end) : PolledInbound(end, PipeOutbound.BlockBytes)
{
    protected override int TryReceive(Span<byte> buffer)
    {
        // 0 once the peer has closed its end, or died, and the pipe is empty.
        var received = Pipe.Read(Descriptor, buffer, out var errno);
        if (received >= 0)
            return received;
        return errno == EAGAIN ? NothingYet : throw new MechanismException($"A pipe cannot be read: {Errno.Describe(errno)}.");
    }
}
