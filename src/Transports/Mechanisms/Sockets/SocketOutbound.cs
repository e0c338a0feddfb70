using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Mechanisms;

/// <summary>The writing half of a connected socket.</summary>
internal sealed class SocketOutbound(SafeFileHandle socket, int maxBlockBytes) : OutboundChannel
{
    private volatile bool _closed;

    public override int MaxBlockBytes => maxBlockBytes;

    public override int TryWrite(ReadOnlySpan<byte> block)
    {
        if (_closed)
            return 0;
        var sent = UnixSocket.Send(socket, block, out var errno);
        if (sent >= 0)
            return sent;
        if (errno == EAGAIN || errno == ENOBUFS)
            return 0;
        if (errno == EPIPE || errno == ECONNRESET || errno == ENOTCONN)
        {
            _closed = true;
            return 0;
        }

        throw new MechanismException($"A socket does not take a block of {block.Length:N0} bytes: {Errno.Describe(errno)}.");
    }

    public override bool WaitWritable() => !_closed && UnixSocket.WaitWritable(socket) && !_closed;

    public override void Close()
    {
        _closed = true;
        UnixSocket.Shutdown(socket, SHUT_RDWR);
    }

    protected override void Dispose(bool disposing) => socket.Dispose();
}
