namespace Bus.Transports.Tests.Links;

/// <summary>A channel that takes as much of a block as the test says, and keeps it.</summary>
internal sealed class RecordingOutbound(Func<int> most, bool cheap = true) : OutboundChannel
{
    private readonly Lock _lock = new();
    private readonly List<byte> _bytes = [];
    private volatile bool _closed;

    public byte[] Written
    {
        get
        {
            lock (_lock)
                return [.. _bytes];
        }
    }

    public override int MaxBlockBytes => 4096;

    public override bool WritesAreCheap => cheap;

    public override int TryWrite(ReadOnlySpan<byte> block)
    {
        lock (_lock)
        {
            var count = Math.Min(most(), block.Length);
            _bytes.AddRange(block[..count]);
            return count;
        }
    }

    public override bool WaitWritable() => !_closed;

    public override void Close() => _closed = true;

    protected override void Dispose(bool disposing)
    {
    }
}
