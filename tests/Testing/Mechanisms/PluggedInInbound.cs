using System.Net.Sockets;
using Bus.Transports;

namespace Bus.Testing.Mechanisms;

/// <summary>The reading end of <see cref="PluggedInMechanism"/>.</summary>
internal sealed class PluggedInInbound(Socket socket) : InboundChannel
{
    private volatile bool _closed;

    public override int MaxBlockBytes => 16 * 1024;

    public override int Read(Span<byte> buffer)
    {
        var count = socket.Receive(buffer, SocketFlags.None, out var error);
        return _closed || error != SocketError.Success ? 0 : count;
    }

    public override void Complete() => End();

    public override void Close()
    {
        _closed = true;
        End();
    }

    protected override void Dispose(bool disposing) => socket.Dispose();

    private void End()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Receive);
        }
        catch (SocketException)
        {
            // The peer has gone first.
        }
    }
}
