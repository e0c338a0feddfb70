using System.Net.Sockets;
using Bus.Transports;

namespace Bus.Testing.Mechanisms;

/// <summary>The writing end of <see cref="PluggedInMechanism"/>.</summary>
internal sealed class PluggedInOutbound : OutboundChannel
{
    private readonly Socket _socket;
    private volatile bool _ended;

    public PluggedInOutbound(Socket socket)
    {
        _socket = socket;
        _socket.Blocking = false;
    }

    public override int MaxBlockBytes => 16 * 1024;

    public override int TryWrite(ReadOnlySpan<byte> block)
    {
        if (_ended)
            return 0;
        var count = _socket.Send(block, SocketFlags.None, out var error);
        if (error == SocketError.Success)
            return count;
        _ended |= error != SocketError.WouldBlock;
        return 0;
    }

    public override bool WaitWritable()
    {
        // An infinite wait, which a shutdown ends.
        while (!_ended && !_socket.Poll(-1, SelectMode.SelectWrite))
        {
        }

        return !_ended;
    }

    public override void Close()
    {
        _ended = true;
        try
        {
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // The peer has gone first.
        }
    }

    protected override void Dispose(bool disposing) => _socket.Dispose();
}
