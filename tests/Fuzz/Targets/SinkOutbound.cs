using Bus.Transports;

namespace Bus.Fuzz.Targets;

/// <summary>A channel into which everything goes, and from which nothing comes out.</summary>
internal sealed class SinkOutbound : OutboundChannel
{
    public override int MaxBlockBytes => 64 * 1024;

    public override bool WritesAreCheap => true;

    public override int TryWrite(ReadOnlySpan<byte> block) => block.Length;

    public override bool WaitWritable() => false;

    public override void Close()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
