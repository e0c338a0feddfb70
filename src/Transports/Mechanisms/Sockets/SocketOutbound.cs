using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Mechanisms;

/// <summary>The writing half of a connected socket.</summary>
internal sealed class SocketOutbound(SafeFileHandle socket, int maxBlockBytes) : PolledOutbound(socket, maxBlockBytes)
{
    public override void Close()
    {
        base.Close();
        // The peer sees the end at once, and not only when the descriptor is closed.
        UnixSocket.Shutdown(Descriptor, SHUT_RDWR);
    }

    protected override int TrySend(ReadOnlySpan<byte> block)
    {
        var sent = UnixSocket.Send(Descriptor, block, out var errno);
        if (sent >= 0)
            return sent;
        if (errno == EAGAIN || errno == ENOBUFS)
            return 0;
        // A datagram socket whose peer is gone says so once (ECONNREFUSED), and then that it has none.
        return errno == EPIPE || errno == ECONNRESET || errno == ENOTCONN || errno == ECONNREFUSED
            ? Ended
            : throw new MechanismException($"A socket does not take a block of {block.Length:N0} bytes: {Errno.Describe(errno)}.");
    }
}
