using Bus.Transports;

namespace Bus.Tests.Wire;

/// <summary>A channel that keeps what is written, until somebody takes it; or that is full.</summary>
internal sealed class CapturedOutbound : OutboundChannel
{
    private readonly Lock _lock = new();
    private readonly List<byte> _bytes = [];
    private readonly ManualResetEventSlim _closed = new();

    /// <summary>Takes nothing any more: the peer does not read.</summary>
    public bool IsFull { get; set; }

    public override int MaxBlockBytes => 64 * 1024;

    public override bool WritesAreCheap => true;

    public override int TryWrite(ReadOnlySpan<byte> block)
    {
        lock (_lock)
        {
            if (IsFull)
                return 0;
            _bytes.AddRange(block);
            return block.Length;
        }
    }

    public byte[] Take()
    {
        lock (_lock)
        {
            var taken = _bytes.ToArray();
            _bytes.Clear();
            return taken;
        }
    }

    public override bool WaitWritable()
    {
        _closed.Wait();
        return false;
    }

    public override void Close() => _closed.Set();

    protected override void Dispose(bool disposing) => _closed.Dispose();
}
