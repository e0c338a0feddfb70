using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// The writing end of a pipe or a FIFO. It polls as writable once a page is free, and as in error once nobody reads any more.
/// </summary>
internal sealed class PipeOutbound(SafeFileHandle end) : PolledOutbound(end, BlockBytes)
{
    /// <summary>The most bytes in one write, and in one read.</summary>
    public const int BlockBytes = 64 * 1024;

    protected override int TrySend(ReadOnlySpan<byte> block)
    {
        var sent = Pipe.Write(Descriptor, block, out var errno);
        if (sent >= 0)
            return sent;
        if (errno == EAGAIN)
            return 0;
        return errno == EPIPE
            ? Ended
            : throw new MechanismException($"A pipe does not take a block of {block.Length:N0} bytes: {Errno.Describe(errno)}.");
    }
}
