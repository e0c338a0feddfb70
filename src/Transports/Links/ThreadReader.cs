namespace Bus.Transports.Links;

/// <summary>Reads a channel that cannot be waited for with others: a thread of its own waits in it.</summary>
internal sealed class ThreadReader(
    InboundChannel channel, string name, int maxFrameBytes, IFrameSink sink, Action<Exception?> onEnded)
    : LinkReader(channel, maxFrameBytes, sink, onEnded)
{
    private readonly int _blockBytes = channel.MaxBlockBytes;

    public override void Start() => new Thread(Run, maxStackSize: 256 * 1024) { IsBackground = true, Name = name }.Start();

    /// <summary>The channel itself wakes its reader.</summary>
    public override void Poke()
    {
    }

    private void Run()
    {
        var buffer = GC.AllocateUninitializedArray<byte>(_blockBytes);
        while (ReadBlock(buffer) > 0)
        {
        }

        ReportEnd();
    }
}
