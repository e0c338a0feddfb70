using Bus.Testing;
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

    private static readonly LinkLimits Limits = new(100, 100, TimeSpan.Zero) { Spin = TimeSpan.FromMicroseconds(20) };

    private readonly InboundChannel _channel;
    private readonly SafeFileHandle _peer;
    private readonly byte[] _buffer = new byte[100];

    public WaitingInboundTests()
    {
        (var mine, _peer) = UnixSocket.Pair(SOCK_STREAM);
        _channel = WaitingInbound.Around(new SocketInbound(mine, 100), Limits);
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
        Assert.Same(channel, WaitingInbound.Around(channel, Limits));
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

    /// <summary>Its descriptor never becomes readable: only a look can find what comes.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_looks_a_moment_before_it_sleeps_if_it_may(bool mayLook)
    {
        using var late = new LateInbound(emptyReads: 3);
        using var channel = WaitingInbound.Around(late, Limits with { Spin = TimeSpan.FromSeconds(60), MayLook = () => mayLook });
        var read = Task.Factory.StartNew(() => channel.Read(new byte[10]), TaskCreationOptions.LongRunning);
        if (!mayLook)
        {
            await Eventually.True("it has looked", () => late.Reads == 1);
            await Task.Delay(100);
            Assert.Equal(1, late.Reads);
            channel.Close();
        }

        Assert.Equal(mayLook ? 1 : 0, await read.WaitAsync(Limit));
        Assert.Equal(mayLook ? 4 : 2, late.Reads);
    }

    private Task<int> ReadAsync() => Task.Factory.StartNew(
        () => _channel.Read(_buffer), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private unsafe void Write(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
            Assert.Equal(bytes.Length, (int)write(_peer.Number(), start, bytes.Length));
    }
}
