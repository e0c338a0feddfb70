using System.Diagnostics;
using Bus.Transports.Interop;
using Bus.Transports.Mechanisms;

namespace Bus.Transports.Links;

/// <summary>Makes a channel that can be waited for one that waits by itself, for a reader which has a thread of its own.</summary>
internal sealed class WaitingInbound : InboundChannel
{
    private readonly InboundChannel _channel;
    private readonly EventSignal _interrupt = new();

    private readonly AdaptiveSpin _spin;
    private readonly Func<bool> _mayLook;

    private WaitingInbound(InboundChannel channel, LinkLimits limits)
    {
        _channel = channel;
        _spin = new AdaptiveSpin(limits.Spin);
        _mayLook = limits.MayLook;
    }

    public override int MaxBlockBytes => _channel.MaxBlockBytes;

    /// <summary>The channel itself, if it waits already.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="limits">How long, and when, a reader looks before it sleeps.</param>
    public static InboundChannel Around(InboundChannel channel, LinkLimits limits) =>
        channel.Readiness is null ? channel : new WaitingInbound(channel, limits);

    public override int Read(Span<byte> buffer)
    {
        int count;
        while ((count = _channel.Read(buffer)) == NothingYet)
        {
            if (_mayLook() && _spin.ShouldTry && (count = Look(buffer)) != NothingYet)
                return count;
            Poll.WaitReadable(_channel.Readiness!, _interrupt);
        }

        return count;
    }

    public override void Complete()
    {
        _channel.Complete();
        _interrupt.Set();
    }

    public override void Close()
    {
        _channel.Close();
        _interrupt.Set();
    }

    protected override void Dispose(bool disposing)
    {
        _interrupt.Dispose();
        _channel.Dispose();
    }

    /// <summary>A sleep and a wake-up across cores cost some 20 us; what answers at once is here by then.</summary>
    private int Look(Span<byte> buffer)
    {
        var deadline = _spin.Deadline;
        int count;
        do
        {
            Thread.Yield();
            count = _channel.Read(buffer);
        }
        while (count == NothingYet && Stopwatch.GetTimestamp() < deadline);
        _spin.Learn(count != NothingYet);
        return count;
    }
}
