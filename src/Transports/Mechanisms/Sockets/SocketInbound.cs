using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Mechanisms;

/// <summary>The reading half of a connected socket.</summary>
internal sealed class SocketInbound(SafeFileHandle socket, int maxBlockBytes) : PolledInbound(socket, maxBlockBytes)
{
    protected override int TryReceive(Span<byte> buffer)
    {
        while (true)
        {
            // MSG_TRUNC gives the real length of a message, so that one which does not fit is seen and not cut silently.
            var received = UnixSocket.Receive(Descriptor, buffer, MSG_DONTWAIT | MSG_TRUNC, out var errno);
            if (received > buffer.Length)
                throw new ProtocolViolationException($"A message of {received:N0} bytes came; a block has at most {MaxBlockBytes:N0}.");
            if (received >= 0)
                return received;
            if (errno == EAGAIN)
                return NothingYet;
            // A peer that closed without reading everything leaves this error, once, before what it had sent itself.
            if (errno != ECONNRESET)
                throw new MechanismException($"A socket cannot be read: {Errno.Describe(errno)}.");
        }
    }
}
