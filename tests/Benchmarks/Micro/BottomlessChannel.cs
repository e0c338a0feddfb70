using Bus.Transports;

namespace Bus.Benchmarks.Micro;

/// <summary>Takes whatever is written, and forgets it.</summary>
internal sealed class BottomlessChannel : OutboundChannel
{
    public override int MaxBlockBytes => 64 * 1024;

    public override bool WritesAreCheap => true;

    public override int TryWrite(ReadOnlySpan<byte> block) => block.Length;

    public override bool WaitWritable() => true;

    public override void Close()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
