using Bus.Transports.Interop;

namespace Bus.Transports.Links;

/// <summary>Makes a channel that can be waited for one that waits by itself, for a reader which has a thread of its own.</summary>
internal sealed class WaitingInbound : InboundChannel
{
    private readonly InboundChannel _channel;
    private readonly EventSignal _interrupt = new();

    private WaitingInbound(InboundChannel channel) => _channel = channel;

    public override int MaxBlockBytes => _channel.MaxBlockBytes;

    /// <summary>The channel itself, if it waits already.</summary>
    public static InboundChannel Around(InboundChannel channel) => channel.Readiness is null ? channel : new WaitingInbound(channel);

    public override int Read(Span<byte> buffer)
    {
        int count;
        while ((count = _channel.Read(buffer)) == NothingYet)
            Poll.WaitReadable(_channel.Readiness!, _interrupt);
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
}
