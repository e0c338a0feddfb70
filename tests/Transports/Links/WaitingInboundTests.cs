using Bus.Transports.Interop;
using Bus.Transports.Links;
using Bus.Transports.Mechanisms;
using Microsoft.Win32.SafeHandles;
using Xunit;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Tests.Links;

/// <summary>A channel that can be waited for, made to wait by itself: it wakes for data and for every kind of end.</summary>
public sealed class WaitingInboundTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly InboundChannel _channel;
    private readonly SafeFileHandle _peer;
    private readonly byte[] _buffer = new byte[100];

    public WaitingInboundTests()
    {
        (var mine, _peer) = UnixSocket.Pair(SOCK_STREAM);
        _channel = WaitingInbound.Around(new SocketInbound(mine, 100));
    }

    public void Dispose()
    {
        _channel.Dispose();
        _peer.Dispose();
    }

    [Fact]
    public void A_channel_that_waits_already_stays_what_it_is()
    {
        using var channel = new ScriptedInbound();
        Assert.Same(channel, WaitingInbound.Around(channel));
        Assert.Null(_channel.Readiness);
    }

    [Fact]
    public async Task Data_wakes_it()
    {
        for (byte i = 0; i < 50; i++)
        {
            var read = ReadAsync();
            Write([i]);
            Assert.Equal(1, await read.WaitAsync(Limit));
            Assert.Equal(i, _buffer[0]);
        }
    }

    [Fact]
    public async Task A_close_wakes_it_and_drops_what_is_there()
    {
        var read = ReadAsync();
        _channel.Close();
        Assert.Equal(0, await read.WaitAsync(Limit));
        Write([1]);
        Assert.Equal(0, _channel.Read(_buffer));
    }

    [Fact]
    public async Task A_completion_wakes_it_and_leaves_what_is_there()
    {
        var read = ReadAsync();
        _channel.Complete();
        Assert.Equal(0, await read.WaitAsync(Limit));
        Write([1, 2]);
        Assert.Equal(2, _channel.Read(_buffer));
        Assert.Equal(0, _channel.Read(_buffer));
    }

    [Fact]
    public async Task A_peer_that_hangs_up_wakes_it_after_what_it_had_said()
    {
        Write([1, 2, 3]);
        Assert.Equal(3, await ReadAsync().WaitAsync(Limit));
        var read = ReadAsync();
        Write([4]);
        _peer.Dispose();
        Assert.Equal(1, await read.WaitAsync(Limit));
        Assert.Equal(0, await ReadAsync().WaitAsync(Limit));
    }

    private Task<int> ReadAsync() => Task.Factory.StartNew(
        () => _channel.Read(_buffer), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private unsafe void Write(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
            Assert.Equal(bytes.Length, (int)write(_peer.Number(), start, bytes.Length));
    }
}
