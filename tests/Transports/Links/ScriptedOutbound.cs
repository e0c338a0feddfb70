namespace Bus.Transports.Tests.Links;

/// <summary>A channel that does what a test says, and remembers which threads waited in it.</summary>
internal sealed class ScriptedOutbound : OutboundChannel
{
    private readonly ManualResetEventSlim _writable = new();
    private volatile bool _closed;

    /// <summary>Bytes that a write takes, or 0 when full.</summary>
    public Func<int, int> OnWrite { get; set; } = bytes => bytes;

    /// <summary>The thread that was last in <see cref="WaitWritable"/>.</summary>
    public Thread? Waiter { get; private set; }

    public bool Cheap { get; init; } = true;

    public override int MaxBlockBytes => 64 * 1024;

    public override bool WritesAreCheap => Cheap;

    public override int TryWrite(ReadOnlySpan<byte> block) => OnWrite(block.Length);

    public override bool WaitWritable()
    {
        Waiter = Thread.CurrentThread;
        _writable.Wait();
        return !_closed;
    }

    public void LetWriters() => _writable.Set();

    public override void Close()
    {
        _closed = true;
        _writable.Set();
    }

    protected override void Dispose(bool disposing) => _writable.Dispose();
}
