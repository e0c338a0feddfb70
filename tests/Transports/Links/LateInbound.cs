using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Tests.Links;

/// <summary>A channel in which a byte is found at the look after so many in vain, and of which its descriptor never tells.</summary>
internal sealed class LateInbound(int emptyReads) : InboundChannel
{
    private readonly EventSignal _never = new();
    private volatile bool _closed;
    private volatile int _reads;

    /// <summary>How often somebody has looked.</summary>
    public int Reads => _reads;

    public override int MaxBlockBytes => 10;

    public override SafeFileHandle Readiness => _never.Handle;

    public override int Read(Span<byte> buffer)
    {
        var looks = ++_reads;
        if (_closed)
            return 0;
        return looks > emptyReads ? 1 : NothingYet;
    }

    public override void Complete() => _closed = true;

    public override void Close() => _closed = true;

    protected override void Dispose(bool disposing) => _never.Dispose();
}
