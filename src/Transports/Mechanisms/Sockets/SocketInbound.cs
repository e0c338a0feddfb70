using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Mechanisms;

/// <summary>The reading half of a connected socket.</summary>
internal sealed class SocketInbound(SafeFileHandle socket, int maxBlockBytes) : InboundChannel
{
    private volatile bool _closed;

    public override int MaxBlockBytes => maxBlockBytes;

    public override int Read(Span<byte> buffer)
    {
        while (!_closed)
        {
            // MSG_TRUNC gives the real length of a message, so that one which does not fit is seen and not cut silently.
            var received = UnixSocket.Receive(socket, buffer, MSG_TRUNC, out var errno);
            if (received > buffer.Length)
                throw new ProtocolViolationException($"A message of {received:N0} bytes came; a block has at most {maxBlockBytes:N0}.");
            if (received >= 0)
                return received;
            // A peer that closed without reading everything leaves this error, once, before what it had sent itself.
            if (errno == ECONNRESET)
                continue;
            throw new MechanismException($"A socket cannot be read: {Errno.Describe(errno)}.");
        }

        return 0;
    }

    public override void Complete() => UnixSocket.Shutdown(socket, SHUT_RD);

    public override void Close()
    {
        _closed = true;
        UnixSocket.Shutdown(socket, SHUT_RDWR);
    }

    protected override void Dispose(bool disposing) => socket.Dispose();
}
